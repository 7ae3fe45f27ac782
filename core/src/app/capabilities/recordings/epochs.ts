import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { defineCapability } from '../../capability.ts';
import { createOutput } from './create-output.ts';
import { epochInputs, epochsStepOf, filterStepOf } from './epoch-inputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { littleEndianBytes } from './little-endian-bytes.ts';
import { byteFilesOf } from './open-named-recording.ts';
import { bandInput, channelsInput, fileInput, replaceInput } from './recording-inputs.ts';
import { provenanceOutput } from './recording-outputs.ts';
import { pipelineOfSteps, resultOf, runOnFile } from './run-steps.ts';

export const recordingsEpochs = defineCapability({
  id: 'recordings.epochs',
  title: 'Cut a recording into epochs',
  description: 'Cuts stretches around annotations, drops the bad ones with the reason of each, and averages what is left, as MNE-Python does.',
  input: z.strictObject({
    file: fileInput,
    ...epochInputs,
    fixedSeconds: z.number().positive().optional().describe('Equal lengths in place of annotations'),
    channels: channelsInput,
    bandpass: bandInput.describe('Filters first, Hz: low,high'),
    out: z.string().min(1).optional().describe('Writes the kept epochs: .f64, [epoch][channel][sample]'),
    replace: replaceInput,
  }),
  output: z.strictObject({
    labels: z.array(z.strictObject({ label: z.string(), keptCount: z.int(), droppedCount: z.int() })).readonly(),
    dropped: z.array(z.strictObject({ label: z.string(), onsetSeconds: z.number(), reason: z.string() })).readonly(),
    channelNames: z.array(z.string()).readonly(),
    samplingRateHz: z.number(),
    timesSeconds: z.array(z.number()).readonly(),
    averages: z
      .array(z.strictObject({ label: z.string(), epochCount: z.int(), meanUv: z.array(z.array(z.number()).readonly()).readonly().describe('One a channel'), standardErrorUv: z.array(z.array(z.number()).readonly()).readonly() }))
      .readonly(),
    out: z.string().optional(),
    provenance: provenanceOutput,
    warnings: z.array(z.string()).readonly(),
  }),
  positional: ['file'],
  permission: 'recordings:write',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ file, channels, bandpass, fixedSeconds, out, replace, ...epoching }, iza, context) {
    if (out !== undefined && !out.toLowerCase().endsWith('.f64')) throw new IzaError('bad-input', `Cannot write epochs to ${out}: use .f64.`);
    const pipeline = pipelineOfSteps('recordings.epochs', [filterStepOf(bandpass), { ...epochsStepOf(epoching), fixedSeconds }, { step: 'average' }]);
    const run = await runOnFile(file, pipeline, iza, { part: { channels }, context });
    const epochs = run.state.epochs!;
    const { labels, dropped } = resultOf(run, 'epochs');
    if (out !== undefined) {
      const sink = await createOutput(byteFilesOf(iza), out, { replace });
      try {
        for (const { samples } of epochs.kept) for (const channel of samples) await sink.append(littleEndianBytes(channel));
        await sink.flush();
      } finally {
        await sink.close();
      }
    }
    return {
      labels,
      dropped,
      channelNames: epochs.channels.map(({ name }) => name),
      samplingRateHz: epochs.samplingRateHz,
      timesSeconds: Array.from(epochs.timesSeconds),
      averages: resultOf(run, 'average').averages,
      ...(out !== undefined && { out: byteFilesOf(iza).resolve(out) }),
      provenance: run.provenance,
      warnings: [...run.readWarnings, ...run.provenance.warnings],
    };
  },
});
