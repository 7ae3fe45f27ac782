import type { EmulatedDevice } from '@iza/core/ports';
import type { EmulatorWire } from './emulator-wire.ts';

/** Payload of one USB packet of an FTDI chip: 64 bytes less two of status. */
const USB_PAYLOAD_BYTES = 62;

export interface ServeDeviceOptions {
  /** How long the chip waits to fill a packet: 16 ms as it is delivered, 1 ms in low-latency mode. */
  readonly latencyTimerMs: number;
  readonly nowMs: () => number;
}

/**
 * Lets a device live on wires until its cable is out, a wire breaks or `close` is called. What is due comes from the clock, not from
 * how often the timer fires: a late timer delays bytes and never loses or shifts any.
 */
export function serveDevice(device: EmulatedDevice, wires: readonly EmulatorWire[], { latencyTimerMs, nowMs }: ServeDeviceOptions): { ended: Promise<'unplugged' | 'closed'>; close(): Promise<void> } {
  const startedMs = nowMs();
  const { promise: ended, resolve: settle } = Promise.withResolvers<'unplugged' | 'closed'>();
  let isOver = false;
  const finish = async (reason: 'unplugged' | 'closed'): Promise<void> => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    await Promise.all(wires.map((wire) => wire.close()));
    settle(reason);
  };
  const send = (bytes: Uint8Array): void => {
    for (let start = 0; start < bytes.length; start += USB_PAYLOAD_BYTES) {
      for (const wire of wires) wire.write(bytes.subarray(start, start + USB_PAYLOAD_BYTES));
    }
  };
  const timer = setInterval(() => {
    send(device.packetsUntil(nowMs() - startedMs));
    if (device.unplugged) void finish('unplugged');
  }, latencyTimerMs);
  const listen = async (wire: EmulatorWire): Promise<void> => {
    for await (const bytes of wire.received()) {
      if (isOver) return;
      send(device.receive(bytes, nowMs() - startedMs));
    }
    await finish(device.unplugged ? 'unplugged' : 'closed');
  };
  for (const wire of wires) void listen(wire);
  return { ended, close: () => finish('closed') };
}
