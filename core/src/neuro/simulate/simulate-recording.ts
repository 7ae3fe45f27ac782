import type { Annotation } from '../../ports/index.ts';
import type { Recording } from '../recording/index.ts';
import { createEegSimulator, type EegSimulatorOptions } from './eeg-simulator.ts';

export interface SimulateRecordingOptions extends EegSimulatorOptions {
  readonly durationSeconds: number;
  /** Milliseconds since the epoch. */
  readonly startMs?: number | undefined;
}

const BLOCK_SAMPLES = 4096;

/** A whole recording in memory. @throws RangeError */
export function simulateRecording(options: SimulateRecordingOptions): Recording {
  const { durationSeconds, samplingRateHz, startMs } = options;
  if (!(durationSeconds >= 0 && Number.isFinite(durationSeconds))) throw new RangeError(`Cannot simulate a recording of ${durationSeconds} s`);
  const simulator = createEegSimulator(options);
  const sampleCount = Math.round(durationSeconds * samplingRateHz);
  const samples = simulator.channelNames.map(() => new Float64Array(sampleCount));
  const annotations: Annotation[] = [];
  for (let start = 0; start < sampleCount; start += BLOCK_SAMPLES) {
    const block = simulator.next(Math.min(BLOCK_SAMPLES, sampleCount - start));
    for (const [channel, row] of samples.entries()) row.set(block.samplesUv.subarray(channel * block.sampleCount, (channel + 1) * block.sampleCount), start);
    annotations.push(...block.annotations);
  }
  return {
    channels: simulator.channelNames.map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz })),
    samplingRateHz,
    samples,
    annotations,
    startMs,
  };
}
