import { CHANNEL_INPUTS, CYTON_GAINS, type AuxiliaryMode, type ChannelInput } from '../board-settings.ts';

/** One command of the Cyton's serial protocol, as data. Channels are counted from 0. */
export type CytonCommand =
  | { readonly type: 'stream-start' }
  | { readonly type: 'stream-stop' }
  /** `v`: everything back to its defaults. */
  | { readonly type: 'reset' }
  | { readonly type: 'version' }
  | { readonly type: 'registers' }
  | { readonly type: 'channels-default' }
  | { readonly type: 'channels-report' }
  | { readonly type: 'channel-power'; readonly channel: number; readonly powered: boolean }
  | { readonly type: 'channel-set'; readonly channel: number; readonly powered: boolean; readonly gain: number; readonly input: ChannelInput; readonly bias: boolean; readonly srb2: boolean; readonly srb1: boolean }
  | { readonly type: 'lead-off'; readonly channel: number; readonly positive: boolean; readonly negative: boolean }
  | { readonly type: 'test-signal'; readonly signal: TestSignal }
  | { readonly type: 'frame-rate'; readonly frameRateHz: number }
  | { readonly type: 'frame-rate-report' }
  | { readonly type: 'auxiliary-mode'; readonly mode: AuxiliaryMode }
  | { readonly type: 'auxiliary-mode-report' }
  /** The character that a packet then carries, in auxiliary mode `marker`. */
  | { readonly type: 'marker'; readonly character: string }
  | { readonly type: 'time-stamps'; readonly on: boolean }
  | { readonly type: 'sd-start'; readonly durationSeconds: number }
  | { readonly type: 'sd-stop' }
  | { readonly type: 'channel-count'; readonly channelCount: 8 | 16 }
  | { readonly type: 'wifi'; readonly action: 'attach' | 'remove' | 'status' | 'reset' }
  /** 0xF0 and a code: meant for the dongle, not for the board. */
  | { readonly type: 'radio'; readonly action: RadioAction; readonly value: number | undefined }
  | { readonly type: 'unknown'; readonly text: string };

export const TEST_SIGNALS = { 0: 'ground', '-': '1x-slow', '=': '1x-fast', p: 'dc', '[': '2x-slow', ']': '2x-fast' } as const;
export type TestSignal = (typeof TEST_SIGNALS)[keyof typeof TEST_SIGNALS];

/** Codes after 0xF0; those from 1 to 2 and 4 are followed by a byte. */
export const RADIO_ACTIONS = ['channel-get', 'channel-set', 'channel-set-host', 'poll-time-get', 'poll-time-set', 'baud-115200', 'baud-230400', 'link-status'] as const;
export type RadioAction = (typeof RADIO_ACTIONS)[number] | 'baud-921600';

export const CYTON_FRAME_RATES_HZ = [16000, 8000, 4000, 2000, 1000, 500, 250] as const;
export const AUXILIARY_MODES: readonly AuxiliaryMode[] = ['default', 'debug', 'analog', 'digital', 'marker'];
export const SD_DURATIONS_SECONDS = { A: 300, S: 900, F: 1800, G: 3600, H: 7200, J: 14400, K: 43200, L: 86400, a: 14 } as const;

/** The letter of each channel in `x` and `z` commands, and of switching it on; `CHANNELS_OFF` switches it off. */
export const CHANNEL_LETTERS = '12345678QWERTYUI';
const CHANNELS_OFF = '12345678qwertyui';
const CHANNELS_ON = '!@#$%^&*QWERTYUI';

/** The text that makes the board do this; one byte a character. @throws RangeError for a gain, rate or channel that the board does not have */
export function formatCytonCommand(command: CytonCommand): string {
  switch (command.type) {
    case 'stream-start':
      return 'b';
    case 'stream-stop':
      return 's';
    case 'reset':
      return 'v';
    case 'version':
      return 'V';
    case 'registers':
      return '?';
    case 'channels-default':
      return 'd';
    case 'channels-report':
      return 'D';
    case 'channel-power':
      return letterOf(command.powered ? CHANNELS_ON : CHANNELS_OFF, command.channel);
    case 'channel-set': {
      const { channel, powered, gain, input, bias, srb2, srb1 } = command;
      const gainDigit = digitOf(CYTON_GAINS, gain, 'gain');
      return `x${letterOf(CHANNEL_LETTERS, channel)}${powered ? 0 : 1}${gainDigit}${digitOf(CHANNEL_INPUTS, input, 'input')}${bit(bias)}${bit(srb2)}${bit(srb1)}X`;
    }
    case 'lead-off':
      return `z${letterOf(CHANNEL_LETTERS, command.channel)}${bit(command.positive)}${bit(command.negative)}Z`;
    case 'test-signal':
      return keyOf(TEST_SIGNALS, command.signal, 'test signal');
    case 'frame-rate':
      return `~${digitOf(CYTON_FRAME_RATES_HZ, command.frameRateHz, 'sampling rate')}`;
    case 'frame-rate-report':
      return '~~';
    case 'auxiliary-mode':
      return `/${digitOf(AUXILIARY_MODES, command.mode, 'auxiliary mode')}`;
    case 'auxiliary-mode-report':
      return '//';
    case 'marker':
      return `\`${command.character}`;
    case 'time-stamps':
      return command.on ? '<' : '>';
    case 'sd-start':
      return keyOf(SD_DURATIONS_SECONDS, command.durationSeconds, 'duration of an SD recording, in seconds,');
    case 'sd-stop':
      return 'j';
    case 'channel-count':
      return command.channelCount === 16 ? 'C' : 'c';
    case 'wifi':
      return { attach: '{', remove: '}', status: ':', reset: ';' }[command.action];
    case 'radio': {
      const code = command.action === 'baud-921600' ? 0x0a : RADIO_ACTIONS.indexOf(command.action);
      return `\xf0${String.fromCharCode(code)}${command.value === undefined ? '' : String.fromCharCode(command.value)}`;
    }
    case 'unknown':
      return command.text;
  }
}

/**
 * Reads commands that follow each other, as they are written to the port.
 * @param text One character a byte.
 * @returns `rest` is the beginning of a command that is not complete yet.
 */
export function parseCytonCommands(text: string): { commands: CytonCommand[]; rest: string } {
  const commands: CytonCommand[] = [];
  let at = 0;
  while (at < text.length) {
    const length = lengthOf(text, at);
    if (at + length > text.length) break;
    commands.push(parseOne(text.slice(at, at + length)));
    at += length;
  }
  return { commands, rest: text.slice(at) };
}

/** Characters of the command that begins here, as far as can be told. */
function lengthOf(text: string, at: number): number {
  switch (text[at]) {
    case 'x':
      return 9;
    case 'z':
      return 5;
    case '~':
    case '/':
    case '`':
      return 2;
    case '\xf0': {
      const code = text.charCodeAt(at + 1);
      return code === 1 || code === 2 || code === 4 ? 3 : 2;
    }
    default:
      return 1;
  }
}

const SIMPLE: Readonly<Record<string, CytonCommand>> = {
  b: { type: 'stream-start' },
  s: { type: 'stream-stop' },
  v: { type: 'reset' },
  V: { type: 'version' },
  '?': { type: 'registers' },
  d: { type: 'channels-default' },
  D: { type: 'channels-report' },
  '<': { type: 'time-stamps', on: true },
  '>': { type: 'time-stamps', on: false },
  j: { type: 'sd-stop' },
  c: { type: 'channel-count', channelCount: 8 },
  C: { type: 'channel-count', channelCount: 16 },
  '{': { type: 'wifi', action: 'attach' },
  '}': { type: 'wifi', action: 'remove' },
  ':': { type: 'wifi', action: 'status' },
  ';': { type: 'wifi', action: 'reset' },
};

function parseOne(text: string): CytonCommand {
  const unknown: CytonCommand = { type: 'unknown', text };
  const first = text[0];
  if (first === 'x') return parseChannelSet(text) ?? unknown;
  if (first === 'z') return parseLeadOff(text) ?? unknown;
  if (first === '~') {
    if (text[1] === '~') return { type: 'frame-rate-report' };
    const frameRateHz = CYTON_FRAME_RATES_HZ[Number.parseInt(text[1], 10)];
    return frameRateHz === undefined ? unknown : { type: 'frame-rate', frameRateHz };
  }
  if (first === '/') {
    if (text[1] === '/') return { type: 'auxiliary-mode-report' };
    const mode = AUXILIARY_MODES[Number.parseInt(text[1], 10)];
    return mode === undefined ? unknown : { type: 'auxiliary-mode', mode };
  }
  if (first === '`') return { type: 'marker', character: text[1] };
  if (first === '\xf0') {
    const code = text.charCodeAt(1);
    const action = code === 0x0a ? 'baud-921600' : RADIO_ACTIONS[code];
    return action === undefined ? unknown : { type: 'radio', action, value: text.length > 2 ? text.charCodeAt(2) : undefined };
  }
  const simple = Object.hasOwn(SIMPLE, first) ? SIMPLE[first] : undefined;
  if (simple) return simple;
  if (Object.hasOwn(TEST_SIGNALS, first)) return { type: 'test-signal', signal: TEST_SIGNALS[first as keyof typeof TEST_SIGNALS] };
  if (Object.hasOwn(SD_DURATIONS_SECONDS, first)) return { type: 'sd-start', durationSeconds: SD_DURATIONS_SECONDS[first as keyof typeof SD_DURATIONS_SECONDS] };
  const off = CHANNELS_OFF.indexOf(first);
  if (off >= 0) return { type: 'channel-power', channel: off, powered: false };
  const on = CHANNELS_ON.indexOf(first);
  return on >= 0 ? { type: 'channel-power', channel: on, powered: true } : unknown;
}

function parseChannelSet(text: string): CytonCommand | undefined {
  const match = /^x([1-8QWERTYUI])([01])([0-6])([0-7])([01])([01])([01])X$/.exec(text);
  if (!match) return undefined;
  const [, letter, power, gain, input, bias, srb2, srb1] = match;
  return {
    type: 'channel-set',
    channel: CHANNEL_LETTERS.indexOf(letter),
    powered: power === '0',
    gain: CYTON_GAINS[Number(gain)],
    input: CHANNEL_INPUTS[Number(input)],
    bias: bias === '1',
    srb2: srb2 === '1',
    srb1: srb1 === '1',
  };
}

function parseLeadOff(text: string): CytonCommand | undefined {
  const match = /^z([1-8QWERTYUI])([01])([01])Z$/.exec(text);
  if (!match) return undefined;
  return { type: 'lead-off', channel: CHANNEL_LETTERS.indexOf(match[1]), positive: match[2] === '1', negative: match[3] === '1' };
}

const bit = (on: boolean): string => (on ? '1' : '0');

function letterOf(letters: string, channel: number): string {
  const letter = letters[channel];
  if (letter === undefined) throw new RangeError(`Cannot command channel ${channel}: channels are 0 to ${letters.length - 1}`);
  return letter;
}

function digitOf<Value>(values: readonly Value[], value: Value, what: string): number {
  const digit = values.indexOf(value);
  if (digit < 0) throw new RangeError(`Cannot set the ${what} to ${String(value)}: the board has ${values.join(', ')}`);
  return digit;
}

function keyOf(table: Readonly<Record<string, string | number>>, value: string | number, what: string): string {
  const entry = Object.entries(table).find(([, other]) => other === value);
  if (!entry) throw new RangeError(`Cannot set the ${what} to ${value}: the board has ${Object.values(table).join(', ')}`);
  return entry[0];
}
