import type { EmulatorPort } from '@iza/core/ports';
import type { EmulatorWire } from './emulator-wire.ts';
import { openPty } from './open-pty.ts';
import { serveDevice } from './serve-device.ts';
import { listenTcp } from './tcp-wire.ts';

/** Devices that live in this process, where other programs of this machine can open them. */
export function createEmulatorPort(): EmulatorPort {
  return {
    async serve(device, { pty, tcpPort, latencyTimerMs }) {
      const wires: EmulatorWire[] = [];
      try {
        if (tcpPort !== undefined) wires.push(await listenTcp(tcpPort));
        if (pty) wires.push(await openPty());
      } catch (error) {
        await Promise.all(wires.map((wire) => wire.close()));
        throw error;
      }
      const { ended, close } = serveDevice(device, wires, { latencyTimerMs, nowMs: () => performance.now() });
      const [tcpAddress] = tcpPort === undefined ? [] : wires.map(({ address }) => address);
      return { tcpAddress, ptyPath: pty ? wires[wires.length - 1].address : undefined, ended, close, [Symbol.asyncDispose]: close };
    },
  };
}
