import { DEFAULT_CHANNEL, type BoardSettings, type ChannelSettings } from '../board-settings.ts';
import type { ReadAuxiliary } from '../auxiliary.ts';
import { AUXILIARY_BYTES } from '../frame-batch.ts';
import { GANGLION_AXIS } from './ganglion-decoder.ts';
import { GANGLION_CHANNEL_COUNT } from './ganglion-packet.ts';

/** 1.2 V reference, gain 51 of the input stage, 1.5 of the converter's scale. @see OpenBCI Documentation, Ganglion Data Format */
const FULL_SCALE_UV = 1.2e6 / (1.5 * 51);
/** LIS2DH at ±2 g, its high byte: the firmware writes CTRL_REG4 = 0x08. OpenBCI's documentation says 0.032, which is ±4 g. */
const G_PER_COUNT = 2 / 128;
const RATES_HZ = [25600, 12800, 6400, 3200, 1600, 800, 400, 200];

export const ganglionSettings: BoardSettings = {
  channels: Array.from({ length: GANGLION_CHANNEL_COUNT }, () => ({ ...DEFAULT_CHANNEL, gain: 51, bias: false, srb2: false })),
  frameRateHz: 200,
  auxiliaryMode: 'default',
  timeStamped: false,
  firmwareMajor: 3,
  accelerometerOn: true,
};

/** 0.00186995 µV. */
export const ganglionMicrovoltsPerCount = (): number => FULL_SCALE_UV / (2 ** 23 - 1);
export const ganglionFullScaleUv = (): number => FULL_SCALE_UV;

/** `b s`, channels `1234` off and `!@#$` on, accelerometer `n N`, impedance `z Z`, square wave `[ ]`, `v ?`; `~0` to `~7` over WiFi. */
export function ganglionSettingsAfter(settings: BoardSettings, text: string): BoardSettings {
  let next = settings;
  for (let at = 0; at < text.length; at++) {
    const off = '1234'.indexOf(text[at]);
    const on = '!@#$'.indexOf(text[at]);
    if (text[at] === '~') {
      const frameRateHz = RATES_HZ[Number.parseInt(text[at + 1] ?? '', 10)];
      if (frameRateHz !== undefined) next = { ...next, frameRateHz };
      at++;
    } else if (off >= 0) next = withPower(next, off, false);
    else if (on >= 0) next = withPower(next, on, true);
    else if (text[at] === 'n' || text[at] === 'N') next = { ...next, accelerometerOn: text[at] === 'n' };
    else if (text[at] === 'v') next = { ...ganglionSettings, firmwareMajor: next.firmwareMajor };
  }
  return next;
}

function withPower(settings: BoardSettings, channel: number, powered: boolean): BoardSettings {
  return { ...settings, channels: settings.channels.map((old, index): ChannelSettings => (index === channel ? { ...old, powered } : old)) };
}

export const readGanglionAuxiliary: ReadAuxiliary = ({ auxiliary, stopBytes }, frame) => {
  if (stopBytes[frame] !== GANGLION_AXIS) return [];
  const values = [Number.NaN, Number.NaN, Number.NaN];
  values[auxiliary[frame * AUXILIARY_BYTES + 1]] = ((auxiliary[frame * AUXILIARY_BYTES] << 24) >> 24) * G_PER_COUNT;
  return [{ kind: 'acceleration', values }];
};
