import { beforeAll, describe, expect, test } from 'vitest';
import { hasEegData, readColumns, readDevelopmentRecording, readFixture } from '../eeg-data.test-support.ts';
import { designFir, filterFir } from '../dsp/index.ts';
import type { Recording } from '../recording/index.ts';
import { cutEpochs } from './cut-epochs.ts';
import { eventsFromAnnotations, fixedLengthEvents } from './epoch-events.ts';
import type { DropReason, Epochs } from './epochs.ts';
import { findPeak, meanAmplitude } from './erp-measures.ts';
import { averageEpochs } from './evoked.ts';

interface Described {
  readonly kept: number[];
  readonly dropped: [number, string[]][];
  readonly times: [number, number, number];
  readonly step: number;
  readonly meanUv: Record<string, number[]>;
  readonly standardErrorUv: Record<string, number[]>;
}
interface Reference {
  readonly eventsT1T2: [number, number][];
  readonly short: Described;
  readonly long: Described;
  readonly fixedLength: number[];
  readonly p300: { events: [number, number][]; kept: number[]; targetCount: number; targetUv: { TP9: number[] }; targetPeakTP9: { latencySeconds: number; amplitudeUv: number }; targetMeanTP9Uv: number };
}

/** MNE 1.3.0 by fixtures/eeg/epochs.py. */
const reference = readFixture<Reference>('epochs.json');

describe.skipIf(!hasEegData)('epochs of PhysioNet S001R04, as MNE cuts them', () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await readDevelopmentRecording('eegmmidb/S001R04.edf');
  });
  const events = () => eventsFromAnnotations(recording.annotations, { samplingRateHz: 160, labels: ['T1', 'T2'] });

  test('eventsFromAnnotations() finds the same samples', () => {
    expect(events().map(({ sampleIndex, label }) => [sampleIndex, label === 'T1' ? 1 : 2])).toEqual(reference.eventsT1T2);
  });

  test('fixedLengthEvents() finds the same samples', () => {
    expect(fixedLengthEvents(20_000, { samplingRateHz: 160, durationSeconds: 1.7, overlapSeconds: 0.3 }).map(({ sampleIndex }) => sampleIndex)).toEqual(reference.fixedLength);
  });

  test('cutEpochs() drops the same epochs for the same channels, averages the same', () => {
    const epochs = cutEpochs(recording, events(), { startSeconds: -0.2, endSeconds: 0.8, baseline: { endSeconds: 0 }, rejectAbove: { eeg: 300.5 }, rejectBelow: { eeg: 1 } });
    expectSame(epochs, reference.short);
  });

  test('cutEpochs() drops what overlaps BAD annotations and rounds half a sample to even', () => {
    const marked = {
      ...recording,
      annotations: [
        ...recording.annotations,
        { onsetSeconds: 30, durationSeconds: 0.5, text: 'BAD_movement' },
        { onsetSeconds: 60, durationSeconds: 0, text: 'bad blink' },
        { onsetSeconds: 100.05, durationSeconds: 3, text: 'Bad_lost' },
      ],
    };
    expectSame(cutEpochs(marked, events(), { startSeconds: -1.203125, endSeconds: 4, baseline: { startSeconds: -0.5, endSeconds: -0.1 } }), reference.long);
    expect(cutEpochs(marked, events(), { startSeconds: -1.203125, endSeconds: 4, dropAnnotated: false }).kept).toHaveLength(15);
  });

  function expectSame(epochs: Epochs, expected: Described) {
    expect(epochs.kept.map(({ eventIndex }) => eventIndex)).toEqual(expected.kept);
    expect(epochs.dropped.map(({ eventIndex, reason }) => [eventIndex, namesIn(reason)])).toEqual(expected.dropped);
    expect([epochs.timesSeconds.length, epochs.timesSeconds[0], epochs.timesSeconds.at(-1)]).toEqual(expected.times);
    const evoked = averageEpochs(epochs);
    for (const name of Object.keys(expected.meanUv)) {
      const channel = epochs.channels.findIndex((candidate) => candidate.name === name);
      const everyStep = (samples: Float64Array) => [...samples].filter((_, index) => index % expected.step === 0);
      expectClose(everyStep(evoked.mean[channel]), expected.meanUv[name], 1e-11);
      expectClose(everyStep(evoked.standardError[channel]), expected.standardErrorUv[name], 1e-11);
    }
  }
});

describe.skipIf(!hasEegData)('a Muse P300 session, as MNE measures it', () => {
  test('filterFir(), cutEpochs() and averageEpochs() keep the same epochs and give the same wave', () => {
    const columns = readColumns('muse_eegnotebooks/P300_subject1_session1_data_2017-02-04-15_45_13.csv');
    const channels = ['TP9', 'AF7', 'AF8', 'TP10'].map((name) => ({ name, type: 'eeg' as const, unit: 'µV', samplingRateHz: 256 }));
    const samples = filterFir(columns.slice(1, 5), designFir({ samplingRateHz: 256, lowHz: 1, highHz: 30 }));
    const events = reference.p300.events.map(([sampleIndex, code]) => ({ sampleIndex, label: code === 2 ? 'target' : 'standard' }));

    const epochs = cutEpochs({ channels, samplingRateHz: 256, samples, annotations: [], startMs: undefined }, events, { startSeconds: -0.1, endSeconds: 0.8, rejectAbove: { eeg: 60 } });
    expect(epochs.kept.map(({ eventIndex }) => eventIndex)).toEqual(reference.p300.kept);
    const target = averageEpochs(epochs, { labels: ['target'] });
    expect(target.epochCount).toBe(reference.p300.targetCount);
    expectClose([...target.mean[0]].filter((_, index) => index % 4 === 0), reference.p300.targetUv.TP9, 1e-9);
    const peak = findPeak(target, { channelName: 'TP9', startSeconds: 0.25, endSeconds: 0.5 }, { polarity: 'positive' })!; // reason: the wave rises there
    expect(peak.latencySeconds).toBe(reference.p300.targetPeakTP9.latencySeconds);
    expectClose([peak.amplitude], [reference.p300.targetPeakTP9.amplitudeUv], 1e-9);
    expectClose([meanAmplitude(target, { channelName: 'TP9', startSeconds: 0.3, endSeconds: 0.5 })], [reference.p300.targetMeanTP9Uv], 1e-9);
  });
});

function namesIn(reason: DropReason): readonly string[] {
  if (reason.type === 'annotation') return [reason.text];
  return reason.type === 'peak-to-peak' || reason.type === 'flat' ? reason.channelNames : [reason.type];
}

function expectClose(received: readonly number[], expected: readonly number[], toleranceUv: number) {
  expect(received.length).toBe(expected.length);
  expect(Math.max(...received.map((value, index) => Math.abs(value - expected[index])))).toBeLessThan(toleranceUv);
}
