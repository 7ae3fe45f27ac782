import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { guessPort, listPortNames, listSerialDevices } from './serial-devices.ts';

test.each([
  [{ path: '/dev/ttyUSB0', vendorId: '0403', productId: '6015' }, 'openbci'],
  [{ path: 'COM3', vendorId: '0403', productId: '6001' }, 'ftdi'],
  [{ path: '/dev/ttyACM0', vendorId: '2341' }, 'usb'],
  [{ path: '/dev/ttyUSB1' }, 'usb'],
  [{ path: '/dev/ttyS0' }, 'other'],
  [{ path: '/dev/tty.Bluetooth-Incoming-Port' }, 'other'],
])('guessPort(%o) is %s', (port, expected) => {
  expect(guessPort(port)).toBe(expected);
});

test('listSerialDevices() puts the likely dongle first and leaves ports without a plug out', async () => {
  const devices = await listSerialDevices(async () => [{ path: '/dev/ttyS0' }, { path: '/dev/ttyACM7', vendorId: '2341' }, { path: '/dev/ttyUSB8', vendorId: '0403', productId: '6015' }]);
  expect(devices).toMatchObject([
    { id: 'serial:/dev/ttyUSB8', title: 'OpenBCI dongle (Cyton) at /dev/ttyUSB8', isLikely: true, boards: ['cyton', 'cyton-daisy'] },
    { id: 'serial:/dev/ttyACM7', isLikely: false },
  ]);
});

test('listPortNames() finds the ports of USB adapters by their names, and none in a folder that is not there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'iza-dev-'));
  try {
    for (const name of ['ttyUSB0', 'ttyS0', 'cu.usbserial-DM01', 'null', 'ttyACM1']) writeFileSync(join(folder, name), '');
    expect((await listPortNames(folder)).map(({ path }) => path.slice(folder.length + 1))).toEqual(['cu.usbserial-DM01', 'ttyACM1', 'ttyUSB0']);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(await listPortNames(folder)).toEqual([]);
});
