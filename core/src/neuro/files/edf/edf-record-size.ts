import { formatExactly } from './edf-number.ts';

export interface RecordSize {
  /** At the highest rate. */
  readonly samplesPerRecord: number;
  /** Of each channel. */
  readonly channelSamplesPerRecord: readonly number[];
  /** As the header holds it, at most 8 characters. */
  readonly secondsText: string;
  readonly warnings: readonly string[];
}

/** Readers take records up to here; EDFbrowser's limit is 10 MB. */
const MAX_RECORD_BYTES = 8e6;
const MIN_RECORD_SECONDS = 0.1;

/**
 * A record whose duration can be written exactly and in which every channel has a whole number of samples.
 * @param sampleCount When known, records that divide it are preferred: the last one is then full.
 */
export function chooseRecordSize(
  ratesHz: readonly number[],
  { wantedSeconds, bytesPerSample, sampleCount }: { wantedSeconds: number; bytesPerSample: 2 | 3; sampleCount?: number | undefined },
): RecordSize {
  const rateHz = Math.max(...ratesHz);
  const wanted = Math.max(1, Math.round(rateHz * wantedSeconds));
  const most = Math.max(1, Math.floor(MAX_RECORD_BYTES / bytesPerSample / ratesHz.reduce((sum, each) => sum + each / rateHz, 0)));
  const fits = (samples: number): RecordSize | undefined => (samples <= most ? sizeOf(samples, rateHz, ratesHz) : undefined);
  for (const samples of sampleCount === undefined ? [] : divisorsNear(sampleCount, wanted, Math.min(sampleCount, Math.ceil(rateHz * MIN_RECORD_SECONDS)))) {
    const size = fits(samples);
    if (size) return size;
  }
  for (let step = 0; step <= Math.max(wanted * 64, 4096); step += 1) {
    const size = (wanted - step > 0 ? fits(wanted - step) : undefined) ?? fits(wanted + step);
    if (size) return size;
  }
  return nearestSize(wanted, rateHz, ratesHz);
}

function sizeOf(samples: number, rateHz: number, ratesHz: readonly number[]): RecordSize | undefined {
  const secondsText = formatExactly(Number((samples / rateHz).toPrecision(12)));
  if (secondsText === undefined || Number(secondsText) <= 0 || Math.abs(samples / Number(secondsText) - rateHz) > 1e-9 * rateHz) return undefined;
  const channelSamplesPerRecord = ratesHz.map((each) => Math.round((samples * each) / rateHz));
  const allWhole = ratesHz.every((each, index) => Math.abs((samples * each) / rateHz - channelSamplesPerRecord[index]) < 1e-6 && channelSamplesPerRecord[index] > 0);
  return allWhole ? { samplesPerRecord: samples, channelSamplesPerRecord, secondsText, warnings: [] } : undefined;
}

/** Where nothing is exact: all channels at the highest rate, and the rate as near as eight characters allow. */
function nearestSize(samples: number, rateHz: number, ratesHz: readonly number[]): RecordSize {
  const seconds = samples / rateHz;
  const secondsText = (seconds < 1 ? seconds.toFixed(6) : seconds.toPrecision(7)).slice(0, 8);
  const warnings: string[] = [];
  const storedHz = samples / Number(secondsText);
  if (Math.abs(storedHz - rateHz) > 1e-9 * rateHz) warnings.push(`The format cannot hold a rate of ${rateHz} Hz exactly; it says ${storedHz} Hz.`);
  if (ratesHz.some((each) => each !== rateHz)) warnings.push(`Channels of other rates are stored at ${rateHz} Hz, each of their samples repeated.`);
  return { samplesPerRecord: samples, channelSamplesPerRecord: ratesHz.map(() => samples), secondsText, warnings };
}

/** Divisors of a count from the nearest to `wanted` outwards. */
function divisorsNear(count: number, wanted: number, least: number): number[] {
  const divisors: number[] = [];
  for (let candidate = 1; candidate * candidate <= count; candidate += 1) {
    if (count % candidate !== 0) continue;
    divisors.push(candidate);
    if (candidate * candidate !== count) divisors.push(count / candidate);
  }
  const distance = (samples: number): number => Math.abs(Math.log(samples / wanted));
  return divisors.filter((samples) => samples >= least).toSorted((left, right) => distance(left) - distance(right));
}
