import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { conversionTargetOf, convertRecording } from '../../../neuro/index.ts';
import { defineCapability } from '../../capability.ts';
import { createOutput } from './create-output.ts';
import { leftOutOfEditors } from './left-out.ts';
import { byteFilesOf, withRecording } from './open-named-recording.ts';
import { channelsInput, fileInput, replaceInput } from './recording-inputs.ts';
import { componentsOutput, provenanceOutput } from './recording-outputs.ts';
import { readerOfRecording } from './recording-in-memory.ts';
import { pipelineOfSteps, resultOf, runOnFile } from './run-steps.ts';

export const recordingsComponents = defineCapability({
  id: 'recordings.components',
  title: 'Find independent components',
  description: 'Separates a recording into independent components (ICA), tells which follow the eyes, and writes the recording without them where an output is named.',
  input: z.strictObject({
    file: fileInput,
    components: z.number().positive().default(0.99).describe('How many, or below 1 the part of the variance to explain'),
    remove: z.array(z.int().min(1)).meta({ separator: ',' }).optional().describe('Numbers of components to take out; those that follow the eyes when absent'),
    eyeChannels: z.array(z.string().min(1)).meta({ separator: ',' }).optional().describe('What eye movements are known by; EOG or frontal channels when absent'),
    eyeCorrelation: z.number().min(0).max(1).default(0.7).describe('From here on a component counts as eye movement'),
    highpass: z.number().positive().default(1).describe('Of the copy that is fitted on, Hz'),
    seed: z.int().default(97),
    channels: channelsInput,
    out: z.string().min(1).optional().describe('Writes the cleaned recording: .bdf, .edf, .f64 or .csv'),
    replace: replaceInput,
  }),
  output: z.strictObject({ ...componentsOutput, removed: z.array(z.int()).readonly(), out: z.string().optional(), provenance: provenanceOutput, warnings: z.array(z.string()).readonly() }),
  positional: ['file'],
  permission: 'recordings:write',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ file, components, remove, eyeChannels, eyeCorrelation, highpass, seed, channels, out, replace }, iza, context) {
    const to = out === undefined ? undefined : conversionTargetOf(out);
    if (out !== undefined && !to) throw new IzaError('bad-input', `Cannot write ${out}: its extension names no format. Use .bdf, .edf, .f64 or .csv.`);
    const pipeline = pipelineOfSteps('recordings.components', [{ step: 'components', components, remove, eyeChannels, eyeCorrelation, fitHighpassHz: highpass, seed }]);
    const run = await runOnFile(file, pipeline, iza, { part: { channels }, context });
    const { channelNames, components: found } = resultOf(run, 'components');
    let written: readonly string[] = [];
    if (out !== undefined && to) {
      const sink = await createOutput(byteFilesOf(iza), out, { replace });
      const info = await withRecording(file, iza, context, async (reader) => reader.info);
      ({ warnings: written } = await convertRecording(readerOfRecording(run.state.recording, info), sink, { to, signal: context.signal }));
    }
    return {
      channelNames,
      components: found,
      removed: found.filter((component) => component.removed).map(({ number }) => number),
      ...(out !== undefined && { out: byteFilesOf(iza).resolve(out) }),
      provenance: run.provenance,
      warnings: [...run.readWarnings, ...run.provenance.warnings, ...written],
    };
  },
});
