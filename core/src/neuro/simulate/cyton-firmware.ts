import { channelOfCharacter, CYTON_INPUTS, defaultChannelSettings, digitOfCharacter, gainCodeOfCharacter, type CytonChannelSettings } from './cyton-channel-settings.ts';
import { createCytonSampler } from './cyton-sampler.ts';
import { printCytonRegisters } from './cyton-registers.ts';
import { createCytonSdCard } from './cyton-sd-card.ts';
import type { CytonSignal } from './cyton-signal.ts';

const BOARD_MODES = ['default', 'debug', 'analog', 'digital', 'marker', 'BLE'];
const SAMPLE_RATES_HZ = [16_000, 8000, 4000, 2000, 1000, 500, 250];
const SLOWEST_RATE_CODE = 6;
const CHANNELS_OFF = '12345678qwertyui';
const CHANNELS_ON = '!@#$%^&*QWERTYUI';
/** CONFIG2 of each test signal: amplitude bit 2, frequency bits 1-0; `0` shorts the inputs and leaves the generator. */
const TEST_SIGNALS: Readonly<Record<string, number | undefined>> = { '-': 0xd0, '=': 0xd1, p: 0xd7, '[': 0xd4, ']': 0xd5 };
const MULTI_CHARACTER_TIMEOUT_MS = 1000;
const TIMEOUT_WORDS = 'Timeout processing multi byte message - please send all commands at once as of v2$$$';

export interface CytonFirmwareOptions {
  readonly daisy: boolean;
  readonly sdCard: boolean;
  readonly signal: CytonSignal;
  /** Electrode impedances that a lead-off test sees, one a channel. */
  readonly impedancesOhm: readonly number[];
}

/** The board without its radio: characters in, replies and packets out. Times are milliseconds since power on. */
export interface CytonFirmware {
  readonly streaming: boolean;
  /** Counts the starts of the stream; a command that changes a channel while streaming is a start, too. */
  readonly startCount: number;
  /** When an unfinished command is given up, if one is. */
  readonly timeoutMs: number | undefined;
  /** In BLE mode the serial line runs at 9600 baud and a host at 115200 hears nothing. */
  readonly unreadable: boolean;
  receive(character: string, boardMs: number): string;
  /** What the firmware's loop says by itself: an unfinished command that ran out of time. */
  poll(boardMs: number): string;
  /** Takes the next sample and writes its packet of 33 bytes. Returns what the board says after it, empty but for a full SD card. */
  writePacket(out: Uint8Array, startBytes: number, boardMs: number): string;
}

/**
 * The command interpreter of firmware v3.1.2, character by character.
 * @see OpenBCI_Cyton_Library, OpenBCI_32bit_Library.cpp, processChar() and what it calls
 */
export function createCytonFirmware(options: CytonFirmwareOptions): CytonFirmware {
  const sdCard = createCytonSdCard({ present: options.sdCard });
  const channels: CytonChannelSettings[] = Array.from({ length: options.daisy ? 16 : 8 }, defaultChannelSettings);
  let daisyPresent = options.daisy;
  let streaming = false;
  // A soft reset while streaming clears `streaming` alone: the firmware then stays silent on `?` until the next `s`.
  let isRunning = false;
  let startCount = 0;
  let sampleRateCode = SLOWEST_RATE_CODE;
  let testSignalRegister = 0xc0;
  let boardMode = 0;
  let accelerometerMode = true;
  let timeSync = false;
  /** `x`, `z`, `/`, `~` or a backtick while its characters are awaited. */
  let pendingCommand: string | undefined;
  let pendingCharacters = '';
  let timeoutMs: number | undefined;

  const sampler = createCytonSampler(options);
  const samplerState = () => ({ channels, daisyPresent, testSignalRegister, boardMode: BOARD_MODES[boardMode] });
  const setPacketType = (): void => sampler.setPacketType({ accelerometerMode, timeSync });

  const start = (): void => {
    streaming = true;
    isRunning = true;
    startCount += 1;
    sampler.start();
  };
  const stop = (): void => {
    streaming = false;
    isRunning = false;
  };
  /** Stops the stream for a change and starts it again, which sets the sample number back to 0. */
  const streamSafe = (change: () => void): void => {
    const wasStreaming = streaming;
    if (wasStreaming) stop();
    change();
    if (wasStreaming) start();
  };
  /** A hard reset of the amplifiers: a removed Daisy is found again, and every channel returns to its default. */
  const initializeAmplifiers = (): void => {
    daisyPresent = options.daisy;
    testSignalRegister = 0xc0;
    for (const channel of channels) Object.assign(channel, defaultChannelSettings());
    streaming = false;
  };
  const ifIdle = (words: string): string => (streaming ? '' : words);

  const greet = (): string => {
    initializeAmplifiers();
    const daisyLine = daisyPresent ? 'On Daisy ADS1299 Device ID: 0x3E\n' : '';
    return `OpenBCI V3 8-16 channel\nOn Board ADS1299 Device ID: 0x3E\n${daisyLine}LIS3DH Device ID: 0x33\nFirmware: v3.1.2\n$$$`;
  };
  const connectTestSignal = (inputCode: number, register: number): string => {
    const idle = !streaming;
    streamSafe(() => {
      testSignalRegister = register;
      for (const channel of channels) channel.inputCode = inputCode;
    });
    return idle ? 'Success: Configured internal test signal.$$$' : '';
  };
  const removeDaisy = (): string => {
    if (!daisyPresent) return '';
    daisyPresent = false;
    return isRunning ? '' : 'daisy removed$$$';
  };
  const attachDaisy = (): string => {
    const wasPresent = daisyPresent;
    daisyPresent = options.daisy;
    const news = daisyPresent ? 'daisy attached' : 'no daisy to attach!';
    return `${wasPresent || isRunning ? '' : news}${daisyPresent ? '16' : '8'}$$$`;
  };
  const startFromHost = (): void => {
    sampler.enableAccelerometer(accelerometerMode);
    // The radio carries no more than 250 Hz; the change of rate resets the amplifiers and with them every gain.
    if (sampleRateCode !== SLOWEST_RATE_CODE) {
      streamSafe(() => {
        sampleRateCode = SLOWEST_RATE_CODE;
        initializeAmplifiers();
      });
    }
    start();
  };
  const defaultChannels = (): string => {
    const words = ifIdle('updating channel settings to default$$$');
    streamSafe(() => {
      for (const channel of channels) Object.assign(channel, defaultChannelSettings());
    });
    return words;
  };
  const setTimeSync = (isOn: boolean): string => {
    timeSync = isOn;
    setPacketType();
    return ifIdle(`Time stamp ${isOn ? 'ON' : 'OFF'}$$$`);
  };

  const receiveSingle = (character: string, boardMs: number): string => {
    const offChannel = CHANNELS_OFF.indexOf(character);
    const onChannel = CHANNELS_ON.indexOf(character);
    if (offChannel !== -1 || onChannel !== -1) {
      const channel = channels.at(offChannel !== -1 ? offChannel : onChannel);
      const isDaisyChannel = Math.max(offChannel, onChannel) >= 8;
      streamSafe(() => {
        if (!channel || (isDaisyChannel && !daisyPresent)) return;
        channel.poweredDown = offChannel !== -1;
        if (channel.poweredDown) channel.leadOffP = channel.leadOffN = false;
      });
      return '';
    }
    const testSignal = TEST_SIGNALS[character];
    if (testSignal !== undefined) return connectTestSignal(CYTON_INPUTS.testSignal, testSignal);
    switch (character) {
      case '0':
        return connectTestSignal(CYTON_INPUTS.shorted, 0xd0 | (testSignalRegister & 0x07));
      case 'x':
      case 'z':
      case '/':
      case '~':
      case '`':
        pendingCommand = character;
        pendingCharacters = '';
        timeoutMs = boardMs + MULTI_CHARACTER_TIMEOUT_MS;
        return '';
      case 'd':
        return defaultChannels();
      case 'D':
        return '060110$$$';
      case 'c':
        return removeDaisy();
      case 'C':
        return attachDaisy();
      case 'b':
        startFromHost();
        return '';
      case 's':
        sampler.enableAccelerometer(false);
        stop();
        return '';
      case 'v':
        return greet();
      case 'V':
        return 'v3.1.2$$$';
      case '?':
        return streaming || isRunning ? '' : `${printCytonRegisters({ channels, daisyPresent, sampleRateCode, testSignalRegister })}$$$`;
      case '<':
        return setTimeSync(true);
      case '>':
        return setTimeSync(false);
      case '{':
        return 'Failure: Wifi not attached$$$';
      case '}':
        return 'Failure: Wifi not removed$$$';
      case ':':
        return 'Wifi not present, send { to attach the shield$$$';
      case ';':
        return 'Wifi soft reset$$$';
      default:
        return '';
    }
  };

  const endCommand = (): void => {
    pendingCommand = undefined;
    timeoutMs = undefined;
  };
  const setBoardMode = (mode: number): void => {
    if (mode === boardMode) return;
    boardMode = mode;
    const name = BOARD_MODES[mode];
    if (name === 'default') accelerometerMode = true;
    else if (name === 'analog' || name === 'digital' || name === 'marker') accelerometerMode = false;
    setPacketType();
  };
  const receiveBoardMode = (character: string): string => {
    if (character === '/') return `Success: ${BOARD_MODES[boardMode]}$$$`;
    if (!isDigit(character)) return 'Failure: invalid board mode value.$$$';
    if (digitOfCharacter(character) >= BOARD_MODES.length) return 'Failure: board mode value out of bounds.$$$';
    setBoardMode(digitOfCharacter(character));
    return `Success: ${BOARD_MODES[boardMode]}$$$`;
  };
  const receiveSampleRate = (character: string): string => {
    if (character === '~') return `Success: Sample rate is ${SAMPLE_RATES_HZ[sampleRateCode]}Hz$$$`;
    if (!isDigit(character)) return ifIdle('Failure: invalid sample value$$$');
    const code = digitOfCharacter(character);
    if (code > SLOWEST_RATE_CODE) return ifIdle('Failure: sample value out of bounds$$$');
    streamSafe(() => {
      sampleRateCode = code;
      initializeAmplifiers();
    });
    return ifIdle(`Success: Sample rate is ${SAMPLE_RATES_HZ[code]}Hz$$$`);
  };
  /** `x` and `z` end with their own capital letter, `lengthBefore` characters after the command. */
  const receiveSettings = (character: string, latch: string, lengthBefore: number, apply: (characters: string) => string): string => {
    if (character === latch && pendingCharacters.length < lengthBefore) {
      endCommand();
      return ifIdle('Failure: too few chars$$$');
    }
    if (pendingCharacters.length < lengthBefore) {
      pendingCharacters += character;
      return '';
    }
    endCommand();
    return character === latch ? apply(pendingCharacters) : ifIdle(`Failure: Err: ${lengthBefore + 2}th char not ${latch}$$$`);
  };
  const applyChannelSettings = (characters: string): string => {
    const number = channelOfCharacter(characters[0]);
    const words = ifIdle(`Success: Channel set for ${number + 1}$$$`);
    streamSafe(() => {
      if (number >= channels.length) return;
      const channel = channels[number];
      channel.poweredDown = digitOfCharacter(characters[1]) === 1;
      channel.gainCode = gainCodeOfCharacter(characters[2]);
      channel.inputCode = digitOfCharacter(characters[3]) & 0x07;
      channel.inBias = digitOfCharacter(characters[4]) === 1;
      channel.srb2 = digitOfCharacter(characters[5]) === 1;
      // SRB1 is one switch for a whole amplifier.
      const firstOfAmplifier = number - (number % 8);
      for (const neighbour of channels.slice(firstOfAmplifier, firstOfAmplifier + 8)) neighbour.srb1 = digitOfCharacter(characters[6]) === 1;
    });
    return words;
  };
  const applyLeadOff = (characters: string): string => {
    const number = channelOfCharacter(characters[0]);
    const words = ifIdle(`Success: Lead off set for ${number + 1}$$$`);
    streamSafe(() => {
      if (number >= channels.length) return;
      channels[number].leadOffP = digitOfCharacter(characters[1]) === 1;
      channels[number].leadOffN = digitOfCharacter(characters[2]) === 1;
    });
    return words;
  };
  const receivePending = (command: string, character: string): string => {
    switch (command) {
      case 'x':
        return receiveSettings(character, 'X', 7, applyChannelSettings);
      case 'z':
        return receiveSettings(character, 'Z', 3, applyLeadOff);
      case '/':
        endCommand();
        return receiveBoardMode(character);
      case '~':
        endCommand();
        return receiveSampleRate(character);
      default:
        endCommand();
        sampler.insertMarker(character.charCodeAt(0));
        return '';
    }
  };
  const poll = (boardMs: number): string => {
    if (timeoutMs === undefined || boardMs < timeoutMs) return '';
    endCommand();
    return TIMEOUT_WORDS;
  };

  return {
    get streaming() {
      return streaming;
    },
    get startCount() {
      return startCount;
    },
    get timeoutMs() {
      return timeoutMs;
    },
    get unreadable() {
      return BOARD_MODES[boardMode] === 'BLE';
    },
    receive(character, boardMs) {
      const late = poll(boardMs);
      const fromCard = sdCard.receive(character, streaming);
      return late + fromCard + (pendingCommand === undefined ? receiveSingle(character, boardMs) : receivePending(pendingCommand, character));
    },
    poll,
    writePacket(out, startBytes, boardMs) {
      sampler.writePacket(samplerState(), out, startBytes, boardMs);
      const closing = sdCard.writeSample(daisyPresent ? 16 : 8, boardMs);
      if (closing === undefined) return '';
      stop();
      sampler.enableAccelerometer(false);
      return closing;
    },
  };
}

const isDigit = (character: string): boolean => character >= '0' && character <= '9';
