import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSeededRandom } from '@iza/core/foundation';
import { createEdfWriter, openRecording } from '@iza/core/neuro';
import { createLocalByteFiles } from '@iza/node';
import { checkAnswer, compareSides, type Bench } from './harness.ts';
import { findPython, startPythonPeer } from './python-peer.ts';

const CHANNEL_COUNT = 64;
const RATE_HZ = 250;
/** Two bytes a sample: 58 MB. */
const SECONDS = 1812;

interface MneReply {
  readonly shape: readonly [channelCount: number, sampleCount: number];
  readonly annotations: number;
  readonly version: string;
  readonly sums?: readonly number[];
  readonly ends?: readonly (readonly number[])[];
}

/** Opening and reading every sample of every channel as float64, annotations too, from the system's cache of the disk. */
export const bench: Bench = {
  name: 'edf-read',
  target: '58 MB of EDF+, 64 channels: faster than MNE (read_raw_edf, preload), the same samples',
  async run({ small }) {
    const folder = await mkdtemp(join(tmpdir(), 'iza-bench-edf-'));
    const files = createLocalByteFiles({ currentFolder: folder });
    const path = 'recording.edf';
    try {
      await writeRecording(await files.create(path), small ? 60 : SECONDS);
      const { size } = await stat(join(folder, path));
      const readAll = async (): Promise<{ samples: Float64Array[]; annotationCount: number }> => {
        const source = await files.open(path);
        if (!source) throw new Error(`${path} is gone`);
        const reader = await openRecording(source);
        const samples = await reader.read();
        await reader.close();
        return { samples, annotationCount: reader.info.annotations.length };
      };
      const ours = { name: `IZA, ${(size / 1e6).toFixed(0)} MB`, run: async () => (await readAll()).samples[CHANNEL_COUNT - 1][7] };
      const python = findPython(['mne']);
      if (!python) {
        console.error('  SKIPPED the comparison with MNE: python3-mne is not here');
        return compareSides('edf-read', [ours], { rounds: 3 });
      }
      const peer = startPythonPeer(python, 'edf-read-peer.py', [join(folder, path)]);
      try {
        const { samples, annotationCount } = await readAll();
        const reply = await peer.ask<MneReply>({ check: true });
        checkAnswer('shape and annotations', reply.shape[0] === samples.length && reply.shape[1] === samples[0].length && reply.annotations === annotationCount);
        for (const [channel, values] of samples.entries()) {
          const sum = values.reduce((total, value) => total + value, 0);
          const scale = values.reduce((total, value) => total + Math.abs(value), 0);
          checkAnswer(`sum of channel ${channel}`, Math.abs(sum - (reply.sums?.[channel] ?? Number.NaN)) <= 1e-9 * scale);
          const ends = [values[0], values[1], values[values.length - 1]];
          checkAnswer(`first and last samples of channel ${channel}`, ends.every((value, index) => Math.abs(value - (reply.ends?.[channel][index] ?? Number.NaN)) <= 1e-9 * Math.abs(value) + 1e-9));
        }
        const theirs = { name: `MNE ${reply.version}`, run: async () => (await peer.ask<MneReply>({ check: false })).shape[1] };
        return await compareSides('edf-read', [ours, theirs], { rounds: small ? 2 : 7 });
      } finally {
        peer.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function writeRecording(sink: Awaited<ReturnType<ReturnType<typeof createLocalByteFiles>['create']>>, seconds: number): Promise<void> {
  const random = createSeededRandom('edf-read');
  const range = { physicalMin: -3276.8, physicalMax: 3276.7, digitalMin: -32768, digitalMax: 32767 };
  const writer = await createEdfWriter(sink, {
    channels: Array.from({ length: CHANNEL_COUNT }, (_, index) => ({ name: `E${index + 1}`, type: 'eeg', unit: 'µV', samplingRateHz: RATE_HZ, range })),
    startMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    sampleCount: seconds * RATE_HZ,
  });
  for (let second = 0; second < seconds; second += 1) {
    if (second % 10 === 0) writer.annotate({ onsetSeconds: second, durationSeconds: 1, text: 'stimulus' });
    await writer.append(Array.from({ length: CHANNEL_COUNT }, () => Float64Array.from({ length: RATE_HZ }, () => (random.next() - 0.5) * 400)));
  }
  await writer.close();
}
