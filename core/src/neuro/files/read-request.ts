import type { ReadSamplesOptions, RecordingInfo } from '../recording/index.ts';

/** A request checked against what is there. */
export interface ReadRequest {
  readonly channels: readonly number[];
  readonly start: number;
  readonly end: number;
  readonly signal: AbortSignal | undefined;
}

/** @throws RangeError for a channel or a range that the recording does not have */
export function checkReadRequest(info: RecordingInfo, { channels, start = 0, end = info.sampleCount, signal }: ReadSamplesOptions): ReadRequest {
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start)) {
    throw new RangeError(`Cannot read samples [${start}, ${end}): the range must be of whole numbers from 0 on, the start not after the end`);
  }
  const wanted = channels ?? info.channels.map((_, index) => index);
  const missing = wanted.find((channel) => !(Number.isInteger(channel) && channel >= 0 && channel < info.channels.length));
  if (missing !== undefined) throw new RangeError(`Cannot read channel ${missing}: the recording has channels 0 to ${info.channels.length - 1}`);
  const last = Math.min(end, info.sampleCount);
  return { channels: wanted, start: Math.min(start, last), end: last, signal };
}
