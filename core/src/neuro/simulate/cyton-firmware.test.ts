import { describe, expect, test } from 'vitest';
import { createCytonEmulator, type CytonEmulatorOptions } from './cyton-emulator.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Sends each command 10 ms after the one before; returns the replies. */
function talk(commands: readonly string[], options: CytonEmulatorOptions = {}): string[] {
  const emulator = createCytonEmulator(options);
  return commands.map((command, index) => textOf(emulator.receive(bytesOf(command), 10 * (index + 1))));
}

// Expected replies are read off the source of firmware v3.1.2 (OpenBCI_Cyton_Library 648b7fa).
describe('a Cyton that is not streaming answers', () => {
  test.each([
    ['v', 'OpenBCI V3 8-16 channel\nOn Board ADS1299 Device ID: 0x3E\nLIS3DH Device ID: 0x33\nFirmware: v3.1.2\n$$$'],
    ['V', 'v3.1.2$$$'],
    ['D', '060110$$$'],
    ['d', 'updating channel settings to default$$$'],
    ['s', ''],
    ['1', ''],
    ['!', ''],
    ['-', 'Success: Configured internal test signal.$$$'],
    ['0', 'Success: Configured internal test signal.$$$'],
    ['x3060110X', 'Success: Channel set for 3$$$'],
    ['x1060110Xx2060110X', 'Success: Channel set for 1$$$Success: Channel set for 2$$$'],
    ['xI060110X', 'Success: Channel set for 16$$$'],
    ['x306X', 'Failure: too few chars$$$'],
    ['x3060110Y', 'Failure: Err: 9th char not X$$$'],
    ['z401Z', 'Success: Lead off set for 4$$$'],
    ['z4Z', 'Failure: too few chars$$$'],
    ['z401Y', 'Failure: Err: 5th char not Z$$$'],
    ['~~', 'Success: Sample rate is 250Hz$$$'],
    ['~4', 'Success: Sample rate is 1000Hz$$$'],
    ['~7', 'Failure: sample value out of bounds$$$'],
    ['~k', 'Failure: invalid sample value$$$'],
    ['//', 'Success: default$$$'],
    ['/2', 'Success: analog$$$'],
    ['/4', 'Success: marker$$$'],
    ['/9', 'Failure: board mode value out of bounds.$$$'],
    ['/x', 'Failure: invalid board mode value.$$$'],
    ['<', 'Time stamp ON$$$'],
    ['>', 'Time stamp OFF$$$'],
    ['c', ''],
    ['C', 'no daisy to attach!8$$$'],
    ['{', 'Failure: Wifi not attached$$$'],
    [':', 'Wifi not present, send { to attach the shield$$$'],
    ['?\0', expect.stringContaining('CH1SET, 05, 68, 0, 1, 1, 0, 1, 0, 0, 0\n')],
    ['k', ''],
  ])('%j', (command, reply) => {
    expect(talk([command])).toEqual([reply]);
  });

  test('the hello of a Daisy, its removal and its return', () => {
    expect(talk(['v', 'c', 'c', 'C', 'C', 'c', 'v'], { daisy: true })).toEqual([
      expect.stringContaining('On Daisy ADS1299 Device ID: 0x3E\n'),
      'daisy removed$$$',
      '',
      'daisy attached16$$$',
      '16$$$',
      'daisy removed$$$',
      expect.stringContaining('On Daisy'),
    ]);
  });

  test('an SD card opens once, is greeted once, counts its files and closes', () => {
    expect(talk(['j', 'A', 'G', 'j', 'j'])).toEqual([
      '',
      'Wiring is correct and a card is present.\r\nCorresponding SD file OBCI_01.TXT\r\n$$$',
      'Corresponding SD file OBCI_02.TXT\r\n$$$',
      'Total Elapsed Time: 0mS\r\nMax write time: 0 uS\r\nMin write time: 65000 uS\r\nOverruns: 0\r\n$$$',
      '',
    ]);
    expect(talk(['a'], { sdCard: false })[0]).toMatch(/^initialization failed[^]*\$\$\$$/);
  });

  test('the SD sketch sees every character first: a marker named A opens a file', () => {
    expect(talk(['`A'])[0]).toContain('Corresponding SD file OBCI_01.TXT');
  });

  test('registers show what the commands set', () => {
    const [, , registers] = talk(['x2120001X', 'z110Z', '?'], { daisy: true });
    expect(registers).toContain('CH2SET, 06, A0, 1, 0, 1, 0, 0, 0, 0, 0\n');
    expect(registers).toContain('BIAS_SENSP, 0D, FD, 1, 1, 1, 1, 1, 1, 0, 1\n');
    expect(registers).toContain('LOFF_SENSP, 0F, 01, 0, 0, 0, 0, 0, 0, 0, 1\n');
    expect(registers).toContain('\nDaisy ADS Registers\nADS_ID, 00, 3E, 0, 0, 1, 1, 1, 1, 1, 0\nCONFIG1, 01, 96,');
    expect(registers).toContain('Board ADS Registers\nADS_ID, 00, 3E, 0, 0, 1, 1, 1, 1, 1, 0\nCONFIG1, 01, B6,');
    expect(registers).toMatch(/LIS3DH Registers\n0x07 00\n[^]*0x0F 33\n\n0x1F 00\n[^]*0x3D 00\n\$\$\$$/);
  });
});

test('an unfinished command is given up after a second, and says so by itself', () => {
  const emulator = createCytonEmulator();
  expect(textOf(emulator.receive(bytesOf('x30'), 0))).toBe('');
  expect(textOf(emulator.packetsUntil(999.9))).toBe('');
  expect(textOf(emulator.packetsUntil(1000))).toBe('Timeout processing multi byte message - please send all commands at once as of v2$$$');
  expect(textOf(emulator.receive(bytesOf('V'), 1001))).toBe('v3.1.2$$$');
});

test('a dongle with no board says that nothing polls it', () => {
  expect(talk(['v', 'b'], { boardOff: true })).toEqual(Array(2).fill('Failure: Communications timeout - Device failed to poll host$$$'));
});

test('in BLE mode a host at 115200 baud hears nothing', () => {
  expect(talk(['/5', 'v'])).toEqual(['', '']);
});

describe('while streaming', () => {
  /** Text between the packets of what arrives after a command. */
  function replyWhileStreaming(command: string): string {
    const emulator = createCytonEmulator();
    emulator.receive(bytesOf('b'), 0);
    const before = emulator.packetsUntil(10);
    expect(before).toHaveLength(2 * 33);
    return textOf(emulator.receive(bytesOf(command), 10));
  }

  test.each(['?', 'd', '<', '>', '-', 'x1060110X', 'z101Z', '~6', '~9', '1', 'b', 'j'])('%j is not answered', (command) => {
    expect(replyWhileStreaming(command)).toBe('');
  });

  test('what the firmware answers even then', () => {
    expect(replyWhileStreaming('D')).toBe('060110$$$');
    expect(replyWhileStreaming('~~')).toBe('Success: Sample rate is 250Hz$$$');
    expect(replyWhileStreaming('/2')).toBe('Success: analog$$$');
    expect(replyWhileStreaming('v')).toContain('Firmware: v3.1.2');
  });

  test('a soft reset ends the stream, and the registers stay silent until the next stop', () => {
    const emulator = createCytonEmulator();
    emulator.receive(bytesOf('b'), 0);
    emulator.receive(bytesOf('v'), 10);
    expect(emulator.packetsUntil(1000)).toHaveLength(0);
    expect(textOf(emulator.receive(bytesOf('?'), 1000))).toBe('');
    expect(textOf(emulator.receive(bytesOf('s?'), 1001))).toContain('Board ADS Registers');
  });

  test('a full SD card ends the stream with its times', () => {
    const emulator = createCytonEmulator();
    emulator.receive(bytesOf('ab'), 0);
    const words = textOf(emulator.packetsUntil(60_000).slice(-100));
    expect(words).toMatch(/Total Elapsed Time: \d+mS\r\nMax write time: 1480 uS\r\nMin write time: 790 uS\r\nOverruns: 0\r\n\$\$\$$/);
    expect(emulator.streaming).toBe(false);
    // 511 blocks of 512 bytes, 59 bytes a sample of 8 channels
    expect(emulator.ledger().packetCounts).toEqual([Math.ceil((511 * 512) / 59)]);
  });
});
