/** What the firmware holds for one channel of an ADS1299, as its commands set it. */
export interface CytonChannelSettings {
  poweredDown: boolean;
  /** 0-6, the position in `CYTON_GAINS`. */
  gainCode: number;
  /** 0-7, the ADS1299's input multiplexer: see `CYTON_INPUTS`. */
  inputCode: number;
  inBias: boolean;
  srb2: boolean;
  srb1: boolean;
  leadOffP: boolean;
  leadOffN: boolean;
}

/** Positions of the ADS1299's input multiplexer. */
export const CYTON_INPUTS = { normal: 0, shorted: 1, biasMeasurement: 2, supply: 3, temperature: 4, testSignal: 5, biasPositive: 6, biasNegative: 7 } as const;

/** `x?060110X`: on, gain 24, normal input, in the bias, on SRB2, off SRB1. */
export function defaultChannelSettings(): CytonChannelSettings {
  return { poweredDown: false, gainCode: 6, inputCode: CYTON_INPUTS.normal, inBias: true, srb2: true, srb1: false, leadOffP: false, leadOffN: false };
}

const CHANNEL_CHARACTERS = '12345678QWERTYUI';

/** Channel 0-15 that a character of `x` and `z` names; the firmware takes what it does not know for the first channel. */
export function channelOfCharacter(character: string): number {
  return Math.max(0, CHANNEL_CHARACTERS.indexOf(character));
}

/** The firmware's `getNumberForAsciiChar`: no digit counts as 0. */
export function digitOfCharacter(character: string): number {
  return character >= '0' && character <= '9' ? character.charCodeAt(0) - 48 : 0;
}

/** The firmware's `getGainForAsciiChar`: what is no gain counts as 24. */
export function gainCodeOfCharacter(character: string): number {
  return character >= '0' && character <= '6' ? character.charCodeAt(0) - 48 : 6;
}
