export const CYTON_GAINS = [1, 2, 4, 6, 8, 12, 24] as const;

/** What a channel's converter is connected to, in the order of the digits that a Cyton command uses. */
export const CHANNEL_INPUTS = ['normal', 'shorted', 'bias-measurement', 'supply', 'temperature', 'test-signal', 'bias-drive-positive', 'bias-drive-negative'] as const;
export type ChannelInput = (typeof CHANNEL_INPUTS)[number];

/** One channel of the amplifier, as the board was last told. */
export interface ChannelSettings {
  readonly powered: boolean;
  readonly gain: number;
  readonly input: ChannelInput;
  readonly bias: boolean;
  readonly srb2: boolean;
  readonly srb1: boolean;
  /** The 6 nA, 31.2 Hz current of the impedance check, on the positive and on the negative input. */
  readonly leadOffPositive: boolean;
  readonly leadOffNegative: boolean;
}

/** What the auxiliary bytes of a packet mean. It is not in the packet: the host must remember it. */
export type AuxiliaryMode = 'default' | 'debug' | 'analog' | 'digital' | 'marker';

/** Everything about a board that its packets do not say. Plain data; `Board.settingsAfter` gives the next state. */
export interface BoardSettings {
  readonly channels: readonly ChannelSettings[];
  /** Of the board's own counter: 250 on a Cyton with a Daisy too, although whole samples then come at 125 Hz. */
  readonly frameRateHz: number;
  readonly auxiliaryMode: AuxiliaryMode;
  readonly timeStamped: boolean;
  /** A Ganglion's packets differ between firmware 2 and 3, and by whether the accelerometer is on; 3 elsewhere. */
  readonly firmwareMajor: number;
  readonly accelerometerOn: boolean;
}

export const DEFAULT_CHANNEL: ChannelSettings = {
  powered: true,
  gain: 24,
  input: 'normal',
  bias: true,
  srb2: true,
  srb1: false,
  leadOffPositive: false,
  leadOffNegative: false,
};
