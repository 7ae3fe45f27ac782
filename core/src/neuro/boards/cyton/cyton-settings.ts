import { CHANNEL_INPUTS, CYTON_GAINS, DEFAULT_CHANNEL, type BoardSettings, type ChannelSettings } from '../board-settings.ts';
import { parseCytonCommands, type CytonCommand } from './cyton-command.ts';

/** The reference voltage of the ADS1299. */
const REFERENCE_VOLTS = 4.5;
const MAX_COUNT = 2 ** 23 - 1;

export function cytonSettings(channelCount: 8 | 16): BoardSettings {
  return {
    channels: Array.from({ length: channelCount }, () => DEFAULT_CHANNEL),
    frameRateHz: 250,
    auxiliaryMode: 'default',
    timeStamped: false,
    firmwareMajor: 3,
    accelerometerOn: true,
  };
}

/** 0.0223517444553 µV at gain 24. @see ADS1299 data sheet, OpenBCI Documentation */
export const cytonMicrovoltsPerCount = ({ gain }: ChannelSettings): number => ((REFERENCE_VOLTS / gain) * 1e6) / MAX_COUNT;

export const cytonFullScaleUv = ({ gain }: ChannelSettings): number => (REFERENCE_VOLTS / gain) * 1e6;

/** The board's state after these commands; an incomplete or unknown one changes nothing, as on the board. */
export function cytonSettingsAfter(settings: BoardSettings, text: string): BoardSettings {
  return parseCytonCommands(text).commands.reduce(afterCommand, settings);
}

function afterCommand(settings: BoardSettings, command: CytonCommand): BoardSettings {
  switch (command.type) {
    case 'reset':
      return cytonSettings(settings.channels.length === 16 ? 16 : 8);
    case 'channels-default':
      return { ...settings, channels: settings.channels.map(() => DEFAULT_CHANNEL) };
    case 'channel-power':
      return withChannel(settings, command.channel, { powered: command.powered });
    case 'channel-set': {
      const { powered, gain, input, bias, srb2, srb1 } = command;
      return withChannel(settings, command.channel, { powered, gain, input, bias, srb2, srb1 });
    }
    case 'lead-off':
      return withChannel(settings, command.channel, { leadOffPositive: command.positive, leadOffNegative: command.negative });
    case 'test-signal':
      return { ...settings, channels: settings.channels.map((channel) => ({ ...channel, input: command.signal === 'ground' ? 'shorted' : 'test-signal' })) };
    case 'frame-rate':
      return { ...settings, frameRateHz: command.frameRateHz };
    case 'auxiliary-mode':
      return { ...settings, auxiliaryMode: command.mode };
    case 'time-stamps':
      return { ...settings, timeStamped: command.on };
    default:
      return settings;
  }
}

function withChannel(settings: BoardSettings, channel: number, change: Partial<ChannelSettings>): BoardSettings {
  return { ...settings, channels: settings.channels.map((old, index) => (index === channel ? { ...old, ...change } : old)) };
}

/** Reads the reply to `D`, six digits a channel: power, gain, input, bias, SRB2, SRB1. `undefined` when it is none. */
export function parseChannelReport(reply: string): Partial<ChannelSettings> | undefined {
  const match = /([01])([0-6])([0-7])([01])([01])([01])/.exec(reply);
  if (!match) return undefined;
  const [, power, gain, input, bias, srb2, srb1] = match;
  return {
    powered: power === '0',
    gain: CYTON_GAINS[Number(gain)],
    input: CHANNEL_INPUTS[Number(input)],
    bias: bias === '1',
    srb2: srb2 === '1',
    srb1: srb1 === '1',
  };
}
