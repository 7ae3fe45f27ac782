import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createCytonEmulator } from '@iza/core/neuro';
import { describe, expect, test } from 'vitest';
import { SerialPort } from 'serialport';
import { openBridgedPty } from './bridged-pty.ts';
import type { EmulatorWire } from './emulator-wire.ts';
import { createKnownSignal, knownCount } from './known-counts.test-support.ts';
import { openNativePty } from './native-pty.ts';
import { serveDevice } from './serve-device.ts';

/** The emulated board lives this many times faster than the clock, so that a test need not wait. */
const SPEED = 4;

async function tryOpen(open: () => EmulatorWire | undefined | Promise<EmulatorWire | undefined>): Promise<boolean> {
  const wire = await open();
  await wire?.close();
  return wire !== undefined;
}

const ways = [
  { name: 'node-pty', open: openNativePty, isHere: await tryOpen(openNativePty) },
  { name: 'socat or python3', open: openBridgedPty, isHere: await tryOpen(openBridgedPty) },
];
for (const { name, isHere } of ways) if (!isHere) console.warn(`SKIPPED: no pseudo-terminal by ${name} on this machine`); // oxlint-disable-line no-console -- reason: a skip must be seen

async function openPort(path: string): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: 115200, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });
  return port;
}

/** Bytes as they come, until a test has enough. */
function collect(port: SerialPort): { until(isEnough: (bytes: Buffer) => boolean): Promise<Buffer> } {
  let bytes = Buffer.alloc(0);
  let check: () => void = () => undefined;
  port.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    check();
  });
  return {
    until: (isEnough) =>
      new Promise((resolve) => {
        check = () => {
          if (!isEnough(bytes)) return;
          const taken = bytes;
          bytes = Buffer.alloc(0);
          check = () => undefined;
          resolve(taken);
        };
        check();
      }),
  };
}

describe.each(ways)('a pseudo-terminal by $name is a serial port for serialport 13', ({ open, isHere }) => {
  test.skipIf(!isHere)('that answers, streams every byte as it was sent, and may be opened again', async () => {
    const wire = (await open())!;
    const emulator = createCytonEmulator({ signal: createKnownSignal() });
    const served = serveDevice(emulator, [wire], { latencyTimerMs: 1, nowMs: () => performance.now() * SPEED });
    const first = await openPort(wire.address);
    const firstBytes = collect(first);
    first.write('v');
    expect((await firstBytes.until((bytes) => bytes.includes('$$$'))).toString('latin1')).toMatch(/^OpenBCI V3 8-16 channel\nOn Board[^]*Firmware: v3\.1\.2\n\$\$\$$/);
    first.close();
    await once(first, 'close');

    const second = await openPort(wire.address);
    const secondBytes = collect(second);
    second.write('b');
    // 0x0A, 0x0D, 0x11, 0x13 and 0x03 are in there: a line that is not raw would change or swallow them.
    const stream = await secondBytes.until((bytes) => bytes.length >= 700 * 33);
    for (let packet = 0; packet < 700; packet += 1) {
      const at = 33 * packet;
      expect([stream[at], stream[at + 1], stream[at + 32]]).toEqual([0xa0, packet & 0xff, 0xc0]);
      for (let channel = 0; channel < 8; channel += 1) expect(stream.readIntBE(at + 2 + 3 * channel, 3)).toBe(knownCount(packet, channel));
    }
    second.close();
    await once(second, 'close');
    await served.close();
  });

  test.skipIf(!isHere)('that vanishes when the cable is pulled', async () => {
    const wire = (await open())!;
    const emulator = createCytonEmulator({ faults: { script: [{ type: 'unplug', atPacket: 100 }] } });
    const served = serveDevice(emulator, [wire], { latencyTimerMs: 1, nowMs: () => performance.now() * SPEED });
    const port = await openPort(wire.address);
    port.on('data', () => undefined);
    port.write('b');
    expect(await served.ended).toBe('unplugged');
    // What the client hears of it, and when, is serialport's affair; the port itself is gone.
    await expect.poll(() => existsSync(wire.address), { timeout: 5000 }).toBe(false);
    port.close(() => undefined);
  });
});
