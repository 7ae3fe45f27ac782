import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANNEL_INPUTS, CYTON_GAINS, type BoardSettings } from '../board-settings.ts';
import { AUXILIARY_MODES, CYTON_FRAME_RATES_HZ, formatCytonCommand, parseCytonCommands, SD_DURATIONS_SECONDS, TEST_SIGNALS, type CytonCommand } from './cyton-command.ts';
import { cytonMicrovoltsPerCount, cytonSettings, cytonSettingsAfter, parseChannelReport } from './cyton-settings.ts';

const channel = fc.integer({ min: 0, max: 15 });
const anyCommand: fc.Arbitrary<CytonCommand> = fc.oneof(
  fc.constantFrom<CytonCommand>(
    { type: 'stream-start' },
    { type: 'stream-stop' },
    { type: 'reset' },
    { type: 'version' },
    { type: 'registers' },
    { type: 'channels-default' },
    { type: 'channels-report' },
    { type: 'frame-rate-report' },
    { type: 'auxiliary-mode-report' },
    { type: 'sd-stop' },
    { type: 'wifi', action: 'attach' },
    { type: 'wifi', action: 'reset' },
    { type: 'radio', action: 'channel-get', value: undefined },
    { type: 'radio', action: 'baud-921600', value: undefined },
    { type: 'radio', action: 'channel-set', value: 25 },
    { type: 'radio', action: 'poll-time-set', value: 80 },
  ),
  fc.record({ type: fc.constant('channel-power' as const), channel, powered: fc.boolean() }),
  fc.record({
    type: fc.constant('channel-set' as const),
    channel,
    powered: fc.boolean(),
    gain: fc.constantFrom(...CYTON_GAINS),
    input: fc.constantFrom(...CHANNEL_INPUTS),
    bias: fc.boolean(),
    srb2: fc.boolean(),
    srb1: fc.boolean(),
  }),
  fc.record({ type: fc.constant('lead-off' as const), channel, positive: fc.boolean(), negative: fc.boolean() }),
  fc.record({ type: fc.constant('test-signal' as const), signal: fc.constantFrom(...Object.values(TEST_SIGNALS)) }),
  fc.record({ type: fc.constant('frame-rate' as const), frameRateHz: fc.constantFrom(...CYTON_FRAME_RATES_HZ) }),
  fc.record({ type: fc.constant('auxiliary-mode' as const), mode: fc.constantFrom(...AUXILIARY_MODES) }),
  fc.record({ type: fc.constant('marker' as const), character: fc.constantFrom('A', '1', 'b', '`', 'x') }),
  fc.record({ type: fc.constant('time-stamps' as const), on: fc.boolean() }),
  fc.record({ type: fc.constant('sd-start' as const), durationSeconds: fc.constantFrom(...Object.values(SD_DURATIONS_SECONDS)) }),
  fc.record({ type: fc.constant('channel-count' as const), channelCount: fc.constantFrom(8 as const, 16 as const) }),
);

describe('formatCytonCommand()', () => {
  const examples: [CytonCommand, string][] = [
    [{ type: 'channel-set', channel: 2, powered: true, gain: 24, input: 'normal', bias: true, srb2: true, srb1: false }, 'x3060110X'],
    [{ type: 'channel-set', channel: 8, powered: false, gain: 1, input: 'test-signal', bias: false, srb2: false, srb1: true }, 'xQ105001X'],
    [{ type: 'lead-off', channel: 3, positive: true, negative: false }, 'z410Z'],
    [{ type: 'frame-rate', frameRateHz: 1000 }, '~4'],
    [{ type: 'auxiliary-mode', mode: 'marker' }, '/4'],
    [{ type: 'sd-start', durationSeconds: 3600 }, 'G'],
    [{ type: 'channel-power', channel: 9, powered: false }, 'w'],
    [{ type: 'radio', action: 'channel-set', value: 7 }, '\xf0\x01\x07'],
    [{ type: 'radio', action: 'baud-230400', value: undefined }, '\xf0\x06'],
  ];
  for (const [command, text] of examples) test(`${command.type} is ${JSON.stringify(text)}`, () => expect(formatCytonCommand(command)).toBe(text));

  test('what the board does not have is refused', () => {
    expect(() => formatCytonCommand({ type: 'lead-off', channel: 16, positive: true, negative: true })).toThrow(/channels are 0 to 15/);
    expect(() => formatCytonCommand({ type: 'frame-rate', frameRateHz: 125 })).toThrow(/Cannot set the sampling rate to 125/);
    expect(() => formatCytonCommand({ type: 'sd-start', durationSeconds: 60 })).toThrow(/Cannot set the duration/);
  });
});

describe('parseCytonCommands()', () => {
  test('law: reads back any commands that follow each other, whole or cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 12 }), fc.nat(), (commands, cutAt) => {
        const text = commands.map(formatCytonCommand).join('');
        expect(parseCytonCommands(text)).toEqual({ commands, rest: '' });
        const first = parseCytonCommands(text.slice(0, cutAt % (text.length + 1)));
        const second = parseCytonCommands(first.rest + text.slice(cutAt % (text.length + 1)));
        // A lone 0xF0 or `x` waits for its rest.
        expect([...first.commands, ...second.commands]).toEqual(commands);
      }),
    );
  });

  test('a command that is none is told as unknown, and the next is read', () => {
    expect(parseCytonCommands('x9060110Xb')).toEqual({ commands: [{ type: 'unknown', text: 'x9060110X' }, { type: 'stream-start' }], rest: '' });
    expect(parseCytonCommands('~9d').commands).toEqual([{ type: 'unknown', text: '~9' }, { type: 'channels-default' }]);
  });

  test('law: any characters at all are read to their end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => {
        const { commands, rest } = parseCytonCommands(text);
        expect(rest.length).toBeLessThan(9);
        expect(commands.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('cytonSettingsAfter()', () => {
  const gainsOf = ({ channels }: BoardSettings): number[] => channels.map(({ gain }) => gain);

  test('the gain is tracked through every x and d, also concatenated', () => {
    const changed = cytonSettingsAfter(cytonSettings(8), 'x1000110Xx2030110Xx8050110X');
    expect(gainsOf(changed)).toEqual([1, 6, 24, 24, 24, 24, 24, 12]);
    expect(gainsOf(cytonSettingsAfter(changed, 'd'))).toEqual(Array.from({ length: 8 }, () => 24));
    expect(gainsOf(cytonSettingsAfter(changed, 'D~~?V'))).toEqual(gainsOf(changed));
    expect(gainsOf(cytonSettingsAfter(changed, 'dx3010110X'))).toEqual([24, 24, 2, 24, 24, 24, 24, 24]);
    expect(gainsOf(cytonSettingsAfter(cytonSettings(16), 'xI040110X'))[15]).toBe(8);
  });

  test('an incomplete or impossible x changes nothing', () => {
    for (const text of ['x100', 'x1070110X', 'x1060110Y', 'xQ000110X']) expect(cytonSettingsAfter(cytonSettings(8), text)).toEqual(cytonSettings(8));
  });

  test('mode, rate, time stamps, lead-off and power are tracked; v puts all back', () => {
    const changed = cytonSettingsAfter(cytonSettings(8), '/2~5<z310Z4');
    expect(changed).toMatchObject({ auxiliaryMode: 'analog', frameRateHz: 500, timeStamped: true });
    expect(changed.channels[2]).toMatchObject({ leadOffPositive: true, leadOffNegative: false });
    expect(changed.channels[3].powered).toBe(false);
    expect(cytonSettingsAfter(changed, 'v')).toEqual(cytonSettings(8));
  });

  test('a count is 0.0223517444553 µV at gain 24, and 24 times as much at gain 1', () => {
    const [atDefault] = cytonSettings(8).channels;
    expect(cytonMicrovoltsPerCount(atDefault)).toBeCloseTo(0.0223517444553, 12); // OpenBCI Documentation, Cyton Data Format
    expect(cytonMicrovoltsPerCount({ ...atDefault, gain: 1 })).toBeCloseTo(24 * 0.0223517444553, 10);
  });

  test('parseChannelReport() reads the reply to D, loosely', () => {
    expect(parseChannelReport('Success: 060110$$$')).toEqual({ powered: true, gain: 24, input: 'normal', bias: true, srb2: true, srb1: false });
    expect(parseChannelReport('Failure')).toBeUndefined();
  });
});
