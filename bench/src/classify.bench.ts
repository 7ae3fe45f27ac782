import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLocalByteFiles } from '@iza/node';
import { crossValidate, cspLdaClassifier, cutEpochs, designFir, eventsFromAnnotations, filterFir, openRecording, readWhole, stratifiedFolds, trialOf, type Fold } from '@iza/core/neuro';
import { checkAnswer, compareSides, type Bench, type BenchRow } from './harness.ts';
import { findPython, startPythonPeer } from './python-peer.ts';

const folder = process.env['IZA_EEG_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data/eeg');

interface PeerReply {
  readonly scores: number[];
  readonly folds: [number[], number[]][];
  readonly version: string;
}

export const bench: Bench = {
  name: 'classify',
  target: 'CSP + LDA, hands against feet, ten folds: equal to MNE and scikit-learn fold by fold (0.9333), from filtered epochs to accuracies',
  async run({ small }): Promise<BenchRow[]> {
    const recordings = join(folder, 'eegmmidb');
    if (!existsSync(recordings)) {
      console.log(`  skipped: ${recordings} is not there (IZA_EEG_DATA)`);
      return [];
    }
    const { epochs, labels } = await readEpochs(recordings);
    const run = (folds: readonly Fold[]): number[] => [...crossValidate(epochs.map(trialOf), labels, { folds, fit: cspLdaClassifier() }).foldAccuracies];

    const python = findPython(['mne', 'sklearn']);
    if (!python) {
      console.log('  MNE and scikit-learn are not installed: IZA is timed alone, on folds of its own');
      const folds = stratifiedFolds(labels, { foldCount: 10 });
      return compareSides('classify', [{ name: 'IZA', run: () => run(folds)[0] }], { rounds: 3 });
    }
    const peer = startPythonPeer(python, 'classify-peer.py', [recordings]);
    try {
      const reply = await peer.ask<PeerReply>({});
      const folds = reply.folds.map(([train, test]) => ({ train, test }));
      const ours = run(folds);
      checkAnswer(`every fold as MNE has it: ${ours.map((score) => score.toFixed(3)).join(' ')}`, ours.length === reply.scores.length && ours.every((score, index) => Math.abs(score - reply.scores[index]) < 1e-12));
      const accuracy = ours.reduce((sum, score) => sum + score, 0) / ours.length;
      return await compareSides(
        'classify',
        [
          { name: 'IZA', run: () => run(folds)[0] },
          { name: 'MNE CSP, scikit-learn LDA', run: async () => (await peer.ask<PeerReply>({})).scores[0] },
        ],
        { rounds: small ? 3 : 9, notes: { IZA: `mean accuracy ${accuracy.toFixed(4)}, all folds equal`, 'MNE CSP, scikit-learn LDA': reply.version } },
      );
    } finally {
      peer.close();
    }
  },
};

async function readEpochs(recordings: string): Promise<{ epochs: (readonly Float64Array[])[]; labels: string[] }> {
  const files = createLocalByteFiles({ currentFolder: recordings });
  const epochs: (readonly Float64Array[])[] = [];
  const labels: string[] = [];
  for (const run of ['06', '10', '14']) {
    const source = await files.open(`S001R${run}.edf`);
    if (!source) throw new Error(`S001R${run}.edf is not in ${recordings}`);
    const reader = await openRecording(source);
    const recording = await readWhole(reader);
    await reader.close();
    const samples = filterFir(recording.samples, designFir({ samplingRateHz: recording.samplingRateHz, lowHz: 7, highHz: 30 }));
    const events = eventsFromAnnotations(recording.annotations, { samplingRateHz: recording.samplingRateHz, labels: ['T1', 'T2'] });
    for (const { event, samples: epoch } of cutEpochs({ ...recording, samples }, events, { startSeconds: 1, endSeconds: 2 }).kept) {
      epochs.push(epoch);
      labels.push(event.label);
    }
  }
  return { epochs, labels };
}
