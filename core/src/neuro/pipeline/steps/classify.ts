import { z } from 'zod';
import { crossValidate, cspLdaClassifier, stratifiedFolds, trialOf } from '../../classify/index.ts';
import { goodEegChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

export const classifyStep = defineStep({
  name: 'classify',
  description: 'Tells two kinds of epochs apart by common spatial patterns and LDA, judged by cross-validation that fits everything anew in each fold.',
  parameters: z.strictObject({
    labels: z.array(z.string()).length(2).optional().describe('Which two; not needed where the epochs have two labels'),
    componentCount: z.int().min(1).max(32).default(4).describe('Spatial patterns'),
    foldCount: z.int().min(2).max(50).default(10),
    seed: z.union([z.number(), z.string()]).optional().describe('Shuffles before the folds are cut; in the order of the epochs when absent'),
    startSeconds: z.number().optional().describe('Part of the epoch to learn from; its start when absent'),
    endSeconds: z.number().optional(),
  }),
  run({ epochs, badChannels }, { labels, componentCount, foldCount, seed, startSeconds = -Infinity, endSeconds = Infinity }, { signal }) {
    if (!epochs) throw new RangeError('there are no epochs. Put a step "epochs" before it');
    const found = [...new Set(epochs.kept.map(({ event }) => event.label))];
    const chosen = labels ?? found;
    if (chosen.length !== 2) throw new RangeError(`two labels are needed, and the kept epochs have ${found.length}: ${found.map((label) => `"${label}"`).join(', ')}. Name two of them`);
    const missing = chosen.find((label) => !found.includes(label));
    if (missing !== undefined) throw new RangeError(`no epoch labelled "${missing}" was kept. There are ${found.map((label) => `"${label}"`).join(', ')}`);
    const positions = goodEegChannels(epochs.channels, badChannels);
    // A millionth of a second of room: a limit that is a sample's time means that sample.
    const start = epochs.timesSeconds.findIndex((time) => time >= startSeconds - 1e-6);
    const end = epochs.timesSeconds.findLastIndex((time) => time <= endSeconds + 1e-6) + 1;
    if (start < 0 || end - start < 2) throw new RangeError(`the epochs have no sample from ${startSeconds} s to ${endSeconds} s`);
    const kept = epochs.kept.filter(({ event }) => chosen.includes(event.label));
    const trials = kept.map(({ samples }) => trialOf(positions.map((position) => samples[position].subarray(start, end))));
    const truth = kept.map(({ event }) => event.label);
    const counts = chosen.map((label) => truth.filter((each) => each === label).length);
    const usedFoldCount = Math.min(foldCount, ...counts);
    if (usedFoldCount < 2) throw new RangeError(`at least two epochs of each label are needed: there are ${chosen.map((label, index) => `${counts[index]} of "${label}"`).join(' and ')}`);
    const outcome = crossValidate(trials, truth, { folds: stratifiedFolds(truth, { foldCount: usedFoldCount, seed }), fit: cspLdaClassifier({ componentCount: Math.min(componentCount, positions.length) }), signal });
    return {
      result: {
        type: 'classification',
        method: `CSP (${Math.min(componentCount, positions.length)} components) and LDA, ${usedFoldCount} stratified folds`,
        labels: outcome.classNames,
        epochCounts: outcome.classNames.map((label) => truth.filter((each) => each === label).length),
        foldAccuracies: outcome.foldAccuracies,
        accuracy: outcome.accuracy,
        chance: outcome.chanceAccuracy,
        confidence: outcome.confidenceInterval,
        confusion: outcome.confusion,
      },
      resolved: { labels: chosen, foldCount: usedFoldCount, channelCount: positions.length, sampleCount: end - start },
      warnings: [
        ...(usedFoldCount < foldCount ? [`Only ${usedFoldCount} folds in place of ${foldCount}: a label has no more epochs.`] : []),
        ...(outcome.confidenceInterval[0] <= outcome.chanceAccuracy ? [`The accuracy of ${(outcome.accuracy * 100).toFixed(0)} % may be chance (${(outcome.chanceAccuracy * 100).toFixed(0)} %): its 95 % interval begins at ${(outcome.confidenceInterval[0] * 100).toFixed(0)} %.`] : []),
      ],
    };
  },
});
