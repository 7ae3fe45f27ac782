import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSeededRandom } from '@iza/core/foundation';
import { fitIca } from '@iza/core/neuro';
import { checkAnswer, compareSides, type Bench, type BenchRow, type BenchSide } from './harness.ts';
import { findPython, startPythonPeer } from './python-peer.ts';

const SAMPLING_RATE_HZ = 250;
const CHANNEL_COUNT = 32;
const COMPONENT_COUNT = 15;

export const bench: Bench = {
  name: 'ica',
  target: '15 components, 32 channels × 5 min at 250 Hz: faster than scikit-learn’s FastICA, maps matched r > 0.99 on separable data, one thread each',
  async run({ small }): Promise<BenchRow[]> {
    const sampleCount = (small ? 60 : 300) * SAMPLING_RATE_HZ;
    const { samples, maps } = mixSources(sampleCount);
    const notes: Record<string, string> = {};
    const ours = () => fitIca(samples, { seed: 97, components: COMPONENT_COUNT });
    const first = ours();
    checkAnswer(`every map is found, r > 0.99 (worst ${worstMatch(maps, first.maps).toFixed(4)})`, first.converged && worstMatch(maps, first.maps) > 0.99);
    notes['IZA'] = `${first.iterationCount} steps over all samples, worst map r ${worstMatch(maps, first.maps).toFixed(4)}`;
    const sides: BenchSide[] = [{ name: 'IZA', run: () => ours().iterationCount }];

    const python = findPython(['sklearn']);
    if (!python) {
      console.log('  scikit-learn is not installed: IZA is timed alone');
      return compareSides('ica', sides, { rounds: 3, notes });
    }
    const folder = await mkdtemp(join(tmpdir(), 'iza-ica-'));
    const path = join(folder, 'samples.f64');
    for (const [index, channel] of samples.entries()) await writeFile(path, channel, { flag: index === 0 ? 'w' : 'a' });
    const peer = startPythonPeer(python, 'ica-peer.py', [path, String(CHANNEL_COUNT)]);
    try {
      for (const [name, request] of [
        ['scikit-learn FastICA', { components: COMPONENT_COUNT, seed: 97 }],
        ['scikit-learn FastICA, eigh whitening', { components: COMPONENT_COUNT, seed: 97, solver: 'eigh' }],
      ] as const) {
        const reply = await peer.ask<{ maps: number[][]; iterations: number; version: string }>(request);
        notes[name] = `${reply.version}, ${reply.iterations} steps, worst map r ${worstMatch(maps, reply.maps).toFixed(4)}`;
        sides.push({ name, run: async () => (await peer.ask<{ iterations: number }>(request)).iterations });
      }
      return await compareSides('ica', sides, { rounds: small ? 2 : 5, notes });
    } finally {
      peer.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Sources as a head has them: bursts of rhythms, spiky noise and bounded noise, each smooth in time; on all channels with a little noise. */
function mixSources(sampleCount: number): { samples: Float64Array<ArrayBuffer>[]; maps: number[][] } {
  const random = createSeededRandom('ica bench');
  const sources = Array.from({ length: COMPONENT_COUNT }, (_, source) => {
    let envelope = 0;
    let smooth = 0;
    const frequencyHz = 5 + 2.7 * source;
    return Float64Array.from({ length: sampleCount }, (_unused, index) => {
      envelope = 0.99 * envelope + 0.1 * random.normal();
      const uniform = random.next() - 0.5;
      smooth = 0.3 * smooth + (source % 3 === 1 ? -Math.sign(uniform) * Math.log(1 - 2 * Math.abs(uniform)) : 4 * uniform);
      return source % 3 === 0 ? envelope * Math.sin((2 * Math.PI * frequencyHz * index) / SAMPLING_RATE_HZ) : smooth;
    });
  });
  const maps = sources.map(() => Array.from({ length: CHANNEL_COUNT }, () => random.normal()));
  const samples = Array.from({ length: CHANNEL_COUNT }, (_, channel) => {
    const sum = new Float64Array(sampleCount);
    for (const [source, values] of sources.entries()) for (let index = 0; index < sampleCount; index += 1) sum[index] += 10 * maps[source][channel] * values[index];
    for (let index = 0; index < sampleCount; index += 1) sum[index] += 0.2 * random.normal();
    return sum;
  });
  return { samples, maps };
}

/** Each true map's best |cosine| with a found one; the lowest of these. */
function worstMatch(maps: readonly number[][], found: readonly ArrayLike<number>[]): number {
  const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let [together, lengthA, lengthB] = [0, 0, 0];
    for (let index = 0; index < a.length; index += 1) {
      together += a[index] * b[index];
      lengthA += a[index] ** 2;
      lengthB += b[index] ** 2;
    }
    return Math.abs(together) / Math.sqrt(lengthA * lengthB);
  };
  return Math.min(...maps.map((map) => Math.max(...found.map((candidate) => cosine(map, candidate)))));
}
