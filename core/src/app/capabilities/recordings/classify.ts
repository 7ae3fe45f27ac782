import { z } from 'zod';
import { runPipeline, type Epochs } from '../../../neuro/index.ts';
import { defineCapability } from '../../capability.ts';
import { IZA_VERSION } from '../../iza-version.ts';
import { epochInputs, epochsStepOf, filterStepOf } from './epoch-inputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { channelsInput, fileInput } from './recording-inputs.ts';
import { classificationOutput, provenanceOutput } from './recording-outputs.ts';
import { pipelineOfSteps, resultOf, runOnFile, type FileRun } from './run-steps.ts';
import { IzaError } from '../../../foundation/index.ts';

export const recordingsClassify = defineCapability({
  id: 'recordings.classify',
  title: 'Tell two kinds of epochs apart',
  description: 'Trains common spatial patterns and LDA on the epochs of two annotation texts and judges them by cross-validation that fits everything anew in each fold; accuracy with its 95 % interval beside chance.',
  input: z.strictObject({
    file: fileInput,
    also: z.array(z.string().min(1)).meta({ separator: ',' }).default([]).describe('More recordings of the same channels'),
    ...epochInputs,
    bandpass: z.array(z.number().positive()).length(2, 'write it as low,high').meta({ separator: ',' }).default([7, 30]).describe('Filters first, Hz: low,high'),
    trainFrom: z.number().optional().describe('Learns from this part of the epoch only, seconds'),
    trainTo: z.number().optional().describe('Its end'),
    components: z.int().min(1).max(32).default(4).describe('Spatial patterns'),
    folds: z.int().min(2).max(50).default(10),
    seed: z.int().optional().describe('Shuffles before the folds are cut; in the order of the recording when absent, as scikit-learn\'s StratifiedKFold'),
    channels: channelsInput,
  }),
  output: z.strictObject({ ...classificationOutput, provenance: provenanceOutput, warnings: z.array(z.string()).readonly() }),
  positional: ['file'],
  permission: 'recordings:read',
  effect: 'read',
  leftOut: leftOutOfEditors,
  async run({ file, also, bandpass, trainFrom, trainTo, components, folds, seed, channels, ...epoching }, iza, context) {
    // Each recording is filtered on its own: a filter that runs over the seam of two would hear a step.
    const cut = pipelineOfSteps('recordings.classify', [filterStepOf(bandpass), epochsStepOf(epoching)]);
    const runs: FileRun[] = [];
    for (const each of [file, ...also]) runs.push(await runOnFile(each, cut, iza, { part: { channels }, context }));
    const epochs = joinEpochs(runs, [file, ...also]);
    const judge = pipelineOfSteps('recordings.classify', [{ step: 'classify', labels: epoching.labels, componentCount: components, foldCount: folds, seed, startSeconds: trainFrom, endSeconds: trainTo }]);
    const [first] = runs as [FileRun, ...FileRun[]];
    const judged = await runPipeline(judge, first.state.recording, { izaVersion: IZA_VERSION, input: first.provenance.input, signal: context.signal, epochs });
    const { type: _type, ...result } = resultOf(judged, 'classification');
    const warnings = [...runs.flatMap((run) => [...run.readWarnings, ...run.provenance.warnings]), ...judged.provenance.warnings];
    return {
      ...result,
      confidence: [...result.confidence],
      provenance: { ...first.provenance, input: { ...first.provenance.input, name: [file, ...also].join(', ') }, steps: [...first.provenance.steps, ...judged.provenance.steps], warnings },
      warnings,
    };
  },
});

function joinEpochs(runs: readonly FileRun[], names: readonly string[]): Epochs {
  const all = runs.map(({ state }) => state.epochs!);
  const [first] = all as [Epochs, ...Epochs[]];
  for (const [index, { channels, samplingRateHz }] of all.entries()) {
    const differs = samplingRateHz !== first.samplingRateHz || channels.length !== first.channels.length || channels.some(({ name }, position) => name !== first.channels[position].name);
    if (differs) throw new IzaError('bad-input', `Cannot classify ${names[0]} and ${names[index]} together: their channels or sampling rates differ.`);
  }
  return { ...first, kept: all.flatMap(({ kept }) => kept), dropped: all.flatMap(({ dropped }) => dropped) };
}
