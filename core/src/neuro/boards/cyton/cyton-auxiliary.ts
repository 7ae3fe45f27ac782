import type { AuxiliaryReading, ReadAuxiliary } from '../auxiliary.ts';
import { AUXILIARY_BYTES } from '../frame-batch.ts';
import { CYTON_STOP } from './cyton-packet.ts';

/** LIS3DH at ±4 g, as OpenBCI scales it. */
const G_PER_COUNT = 0.002 / 16;
/** In time stamped packets the last digit of the packet's number says which axis it carries. */
const AXIS_OF_DIGIT: Readonly<Record<number, number>> = { 7: 0, 8: 1, 9: 2 };
const NOTHING: readonly AuxiliaryReading[] = [];

/**
 * Six bytes whose meaning is in the stop byte and, for raw ones, in the mode that the board was put into.
 * @see Cyton_Library 24e1c42, sendChannelDataSerial and sendTimeWithAccelSerial
 */
export const readCytonAuxiliary: ReadAuxiliary = ({ auxiliary, stopBytes, numbers }, frame, settings) => {
  const at = frame * AUXILIARY_BYTES;
  const int16 = (index: number): number => ((auxiliary[at + index] << 24) | (auxiliary[at + index + 1] << 16)) >> 16;
  const timeMs = (): number => ((auxiliary[at + 2] << 24) | (auxiliary[at + 3] << 16) | (auxiliary[at + 4] << 8) | auxiliary[at + 5]) >>> 0;

  switch (stopBytes[frame]) {
    case CYTON_STOP.accelerometer: {
      const [x, y, z] = [int16(0), int16(2), int16(4)];
      // The accelerometer is slower than the samples; all zero is the firmware's "nothing new", one zero axis is a measurement.
      if (x === 0 && y === 0 && z === 0) return NOTHING;
      return [{ kind: 'acceleration', values: [x * G_PER_COUNT, y * G_PER_COUNT, z * G_PER_COUNT] }];
    }
    case CYTON_STOP.raw:
      if (settings.auxiliaryMode === 'analog') return [{ kind: 'analog', values: [int16(0), int16(2), int16(4)] }];
      if (settings.auxiliaryMode === 'digital') return [{ kind: 'digital', values: [0, 1, 2, 3, 5].map((index) => auxiliary[at + index]) }];
      if (settings.auxiliaryMode === 'marker') return auxiliary[at + 1] === 0 ? NOTHING : [{ kind: 'marker', values: [auxiliary[at + 1]] }];
      return NOTHING;
    case CYTON_STOP.userDefined:
      return [{ kind: 'user-defined', values: [...auxiliary.subarray(at, at + AUXILIARY_BYTES)] }];
    case CYTON_STOP.timeSetAccelerometer:
    case CYTON_STOP.timeStampedAccelerometer: {
      const time: AuxiliaryReading = { kind: 'board-time', values: [timeMs()] };
      const axis = AXIS_OF_DIGIT[numbers[frame] % 10];
      if (axis === undefined) return [time];
      const values = [Number.NaN, Number.NaN, Number.NaN];
      values[axis] = int16(0) * G_PER_COUNT;
      return [time, { kind: 'acceleration', values }];
    }
    case CYTON_STOP.timeSetRaw:
    case CYTON_STOP.timeStampedRaw: {
      const time: AuxiliaryReading = { kind: 'board-time', values: [timeMs()] };
      if (settings.auxiliaryMode === 'marker') return auxiliary[at + 1] === 0 ? [time] : [time, { kind: 'marker', values: [auxiliary[at + 1]] }];
      if (settings.auxiliaryMode === 'analog') return [time, { kind: 'analog', values: [int16(0), Number.NaN, Number.NaN] }];
      return [time];
    }
    default:
      return NOTHING;
  }
};
