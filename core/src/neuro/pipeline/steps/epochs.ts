import { z } from 'zod';
import { cutEpochs, eventsFromAnnotations, fixedLengthEvents, type DropReason } from '../../features/index.ts';
import { assertNever, didYouMean } from '../../../foundation/index.ts';
import { defineStep } from '../pipeline-step.ts';

export const epochsStep = defineStep({
  name: 'epochs',
  description: 'Cuts stretches around annotations, or of equal length, and drops the bad ones, as mne.Epochs does.',
  parameters: z.strictObject({
    labels: z.array(z.string()).optional().describe('Annotation texts; all that are no BAD_ or EDGE when absent'),
    fixedSeconds: z.number().positive().optional().describe('Equal lengths in place of annotations'),
    startSeconds: z.number().default(-0.2),
    endSeconds: z.number().default(0.8),
    baselineSeconds: z.array(z.number()).length(2).nullable().optional().describe('Its mean is taken away: [from, to]; null for none. From the start to 0 when absent and the epoch begins before 0'),
    rejectAboveUv: z.number().positive().optional().describe('Drops epochs with a greater peak-to-peak in an EEG channel'),
    rejectBelowUv: z.number().positive().optional().describe('Drops epochs with a smaller one: a flat electrode'),
  }),
  run({ recording, badChannels }, chosen) {
    const { samplingRateHz, annotations, samples } = recording;
    const startSeconds = chosen.fixedSeconds === undefined ? chosen.startSeconds : 0;
    // MNE's fixed-length epochs end one sample before the next begins.
    const endSeconds = chosen.fixedSeconds === undefined ? chosen.endSeconds : chosen.fixedSeconds - 1 / samplingRateHz;
    const events = chosen.fixedSeconds === undefined ? eventsFromAnnotations(annotations, { samplingRateHz, labels: chosen.labels }) : fixedLengthEvents(samples[0]?.length ?? 0, { samplingRateHz, durationSeconds: chosen.fixedSeconds });
    if (events.length === 0) throw new RangeError(noEvents(chosen.labels, annotations.map(({ text }) => text)));
    const [from, to] = chosen.baselineSeconds ?? (chosen.baselineSeconds === null || startSeconds >= 0 ? [] : [startSeconds, 0]);
    const epochs = cutEpochs(recording, events, {
      startSeconds,
      endSeconds,
      baseline: from === undefined ? undefined : { startSeconds: from, endSeconds: to },
      rejectAbove: chosen.rejectAboveUv === undefined ? undefined : { eeg: chosen.rejectAboveUv },
      rejectBelow: chosen.rejectBelowUv === undefined ? undefined : { eeg: chosen.rejectBelowUv },
      ignoredChannels: badChannels,
    });
    const labels = [...new Set(events.map(({ label }) => label))].map((label) => ({
      label,
      keptCount: epochs.kept.filter(({ event }) => event.label === label).length,
      droppedCount: epochs.dropped.filter(({ event }) => event.label === label).length,
    }));
    return {
      state: { epochs, evoked: [] },
      result: {
        type: 'epochs',
        startSeconds: epochs.timesSeconds[0],
        endSeconds: epochs.timesSeconds[epochs.timesSeconds.length - 1],
        labels,
        dropped: epochs.dropped.map(({ event, reason }) => ({ label: event.label, onsetSeconds: event.sampleIndex / samplingRateHz, reason: reasonText(reason) })),
      },
      resolved: { sampleCount: epochs.timesSeconds.length, baselineSeconds: from === undefined ? null : [from, to] },
      warnings: epochs.kept.length === 0 ? [`All ${events.length} epochs were dropped: ${reasonText(epochs.dropped[0].reason)}, and the like.`] : [],
    };
  },
});

function noEvents(labels: readonly string[] | undefined, texts: readonly string[]): string {
  const known = [...new Set(texts)];
  if (known.length === 0) return 'the recording has no annotation. Give fixedSeconds to cut equal lengths';
  const near = labels?.map((label) => didYouMean(label, known)).find((label) => label !== undefined);
  return `no annotation is called ${(labels ?? []).map((label) => `"${label}"`).join(' or ')}.${near === undefined ? '' : ` Did you mean "${near}"?`} The recording has ${known.slice(0, 20).map((text) => `"${text}"`).join(', ')}`;
}

/** Why an epoch was dropped, for a person. */
function reasonText(reason: DropReason): string {
  switch (reason.type) {
    case 'outside':
      return 'reaches beyond the recording';
    case 'lost':
      return `holds ${reason.sampleCount} lost samples`;
    case 'annotation':
      return `overlaps ${reason.text}`;
    case 'peak-to-peak':
      return `too large in ${reason.channelNames.join(', ')}`;
    case 'flat':
      return `flat in ${reason.channelNames.join(', ')}`;
    default:
      return assertNever(reason);
  }
}
