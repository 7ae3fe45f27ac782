import type { Channel, ChannelType } from '../../../ports/index.ts';
import type { IntegerRange } from '../../recording/index.ts';
import { microvoltsPerUnit, normalizeUnit } from '../voltage-unit.ts';
import type { EdfSignal } from './edf-header.ts';

/** How the integers of one signal become values: integer × scale + offset. */
export interface EdfChannel {
  readonly channel: Channel;
  readonly scale: number;
  readonly offset: number;
  /** Only these bits are kept: the trigger lines of a status channel. */
  readonly bitMask: number | undefined;
  readonly range: IntegerRange | undefined;
  readonly warning: string | undefined;
}

/** Values beyond this are of no sensor; a header that leads to them is damaged. */
const MAX_VALUE = 1e15;

/** BioSemi's status channel: 16 trigger lines and the start of an epoch; above are states of the device. MNE keeps the same. */
const STATUS_BITS = 2 ** 17 - 1;

export function describeEdfChannel(signal: EdfSignal, name: string, samplingRateHz: number): EdfChannel {
  const type = typeOf(signal);
  const { physicalMin, physicalMax, digitalMin, digitalMax } = signal;
  if (type === 'trigger') {
    return { channel: { name, type, unit: '', samplingRateHz }, scale: 1, offset: 0, bitMask: STATUS_BITS, range: undefined, warning: undefined };
  }
  if (digitalMax === digitalMin || physicalMax === physicalMin || Math.max(...[physicalMin, physicalMax, digitalMin, digitalMax].map(Math.abs)) > MAX_VALUE) {
    const warning = `"${name}" has no usable range (${physicalMin} to ${physicalMax} ${signal.unit} for ${digitalMin} to ${digitalMax}): its plain integers are given.`;
    return { channel: { name, type: 'misc', unit: '', samplingRateHz }, scale: 1, offset: 0, bitMask: undefined, range: undefined, warning };
  }
  const factor = microvoltsPerUnit(signal.unit);
  const unit = factor === undefined ? normalizeUnit(signal.unit) : 'µV';
  const gain = factor ?? 1;
  const range = { physicalMin: physicalMin * gain, physicalMax: physicalMax * gain, digitalMin, digitalMax };
  const span = digitalMax - digitalMin;
  return {
    channel: { name, type, unit, samplingRateHz },
    scale: (range.physicalMax - range.physicalMin) / span,
    // written this way a symmetric range has an offset of exactly 0
    offset: (range.physicalMin * digitalMax - range.physicalMax * digitalMin) / span,
    bitMask: undefined,
    range,
    warning: undefined,
  };
}

function typeOf({ label, unit }: EdfSignal): ChannelType {
  if (/^(status|trigger)$/i.test(label)) return 'trigger';
  if (/accel/i.test(label)) return 'accelerometer';
  if (microvoltsPerUnit(unit) === undefined) return 'misc';
  if (/\beog\b/i.test(label)) return 'eog';
  if (/\bemg\b/i.test(label)) return 'emg';
  return /\b(ecg|ekg)\b/i.test(label) ? 'ecg' : 'eeg';
}
