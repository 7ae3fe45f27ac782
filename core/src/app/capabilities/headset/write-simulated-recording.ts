import { IzaError } from '../../../foundation/index.ts';
import { conversionTargetOf, convertRecording, cytonRange, simulateRecording } from '../../../neuro/index.ts';
import type { CapabilityContext } from '../../capability.ts';
import type { Iza } from '../../create-iza.ts';
import { createOutput } from '../recordings/create-output.ts';
import { byteFilesOf } from '../recordings/open-named-recording.ts';
import { readerOfRecording } from '../recordings/recording-in-memory.ts';
import { sitesOfBoard } from './sites-of-board.ts';
import type { SimulateInput } from './simulate.ts';

/** As a Cyton stands when it is switched on. */
const GAIN = 24;
const SAMPLING_RATES_HZ = { cyton: 250, 'cyton-daisy': 125 };
const USUAL_SECONDS = 60;
/** Fixed, so that equal seeds give equal files. */
const START_MS = Date.UTC(2026, 0, 1);

export interface SimulatedRecordingReport {
  out: string;
  channelNames: string[];
  samplingRateHz: number;
  sampleCount: number;
  warnings: string[];
}

/** Writes what a board would record on a simulated head: whole counts of its converter, which BDF holds exactly. */
export async function writeSimulatedRecording(input: SimulateInput, out: string, iza: Iza, { signal, onProgress }: CapabilityContext): Promise<SimulatedRecordingReport> {
  const to = conversionTargetOf(out);
  if (!to) throw new IzaError('bad-input', `Cannot write ${out}: its extension names no format. Use .bdf, .edf, .f64, .csv or .brainflow.csv.`);
  const channelNames = sitesOfBoard(input.board, input.channels);
  const samplingRateHz = SAMPLING_RATES_HZ[input.board];
  const files = byteFilesOf(iza);
  const sink = await createOutput(files, out, { replace: input.replace });
  const recording = simulateRecording({ seed: input.seed, samplingRateHz, channelNames, task: input.task, lineFrequencyHz: input.lineFrequency, durationSeconds: input.seconds ?? USUAL_SECONDS, startMs: START_MS });
  const range = cytonRange(GAIN);
  const uvPerCount = range.physicalMax / range.digitalMax;
  for (const samples of recording.samples) {
    for (let index = 0; index < samples.length; index += 1) samples[index] = Math.round(samples[index] / uvPerCount) * uvPerCount;
  }
  const sampleCount = recording.samples[0].length;
  const { channels, annotations, startMs } = recording;
  const info = { format: 'simulated', channels, samplingRateHz, sampleCount, startMs, annotations, lost: [], warnings: [], details: {} };
  const reader = readerOfRecording(recording, info);
  const { warnings } = await convertRecording({ ...reader, info: { ...reader.info, integerRanges: channels.map(() => range) } }, sink, {
    to,
    equipment: { equipment: 'IZA_simulator' },
    signal,
    onProgress: (doneCount, totalCount) => onProgress?.({ doneCount, totalCount, message: out }),
  });
  return { out: files.resolve(out), channelNames, samplingRateHz, sampleCount, warnings: [...warnings] };
}
