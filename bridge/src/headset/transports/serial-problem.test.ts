import { expect, test } from 'vitest';
import { ftdiLatencyAdvice } from './ftdi-latency.ts';
import { serialOpenError, type SerialPortFacts } from './serial-problem.ts';

const linux: SerialPortFacts = { platform: 'linux', group: { name: 'dialout', listsUser: false } };

// Messages as serialport 13 gives them.
test.each<[string, SerialPortFacts, string, RegExp]>([
  ['Error: Permission denied, cannot open /dev/ttyUSB0', linux, 'not-permitted', /sudo usermod -a -G dialout \$USER.*log out and in/],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', { platform: 'linux', group: { name: 'uucp', listsUser: false } }, 'not-permitted', /-G uucp/],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', { platform: 'linux', group: { name: 'dialout', listsUser: true } }, 'not-permitted', /newgrp dialout/],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', { platform: 'linux' }, 'not-permitted', /dialout/],
  ['Error Resource temporarily unavailable Cannot lock port', { ...linux, holder: 'OpenBCI_GUI (process 42)' }, 'headset-busy', /OpenBCI_GUI \(process 42\) has it open\. Close/],
  ['Error: Device or resource busy, cannot open /dev/ttyUSB0', linux, 'headset-busy', /another program has it open/],
  ['Opening COM3: Access denied', { platform: 'win32' }, 'headset-busy', /Close that program/],
  ['Error: Resource busy, cannot open /dev/tty.usbserial', { platform: 'darwin' }, 'headset-busy', /Close that program/],
  ['Error: No such file or directory, cannot open /dev/ttyUSB0', linux, 'headset-missing', /iza headset list/],
  ['Opening COM9: File not found', { platform: 'win32' }, 'headset-missing', /iza headset list/],
  ['Error: Inappropriate ioctl for device, cannot open /tmp/x', linux, 'bad-input', /no serial port/],
  ['Something else', linux, 'headset-missing', /Something else\. Unplug/],
])('serialOpenError(%j, %o)', (message, facts, code, pattern) => {
  expect(serialOpenError('/dev/ttyUSB0', new Error(message), facts)).toMatchObject({ code, message: expect.stringMatching(pattern) });
});

test('ftdiLatencyAdvice() speaks only where something can be done', () => {
  expect(ftdiLatencyAdvice('/dev/ttyUSB0', { platform: 'linux', latencyMs: 16, isFtdi: true })).toMatch(/16 ms.*echo 1 \| sudo tee .*ttyUSB0\/latency_timer/);
  expect(ftdiLatencyAdvice('/dev/ttyUSB0', { platform: 'linux', latencyMs: 1, isFtdi: true })).toBeUndefined();
  expect(ftdiLatencyAdvice('/dev/pts/3', { platform: 'linux', latencyMs: undefined, isFtdi: false })).toBeUndefined();
  expect(ftdiLatencyAdvice('COM3', { platform: 'win32', latencyMs: undefined, isFtdi: true })).toMatch(/Device Manager/);
  expect(ftdiLatencyAdvice('/dev/tty.usb', { platform: 'darwin', latencyMs: undefined, isFtdi: true })).toBeUndefined();
});
