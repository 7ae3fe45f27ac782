import { beforeAll, describe, expect, test } from 'vitest';
import { designFir, filterFir } from '../dsp/index.ts';
import { hasEegData, readDevelopmentRecording, readFixture } from '../eeg-data.test-support.ts';
import { findEyeComponents } from './eye-components.ts';
import { fitIca, removeComponents, type Ica } from './ica.ts';
import { componentCountFor, principalComponents } from './principal-components.ts';

interface Reference {
  readonly byVariance: { readonly count: number; readonly mapsUv: number[][] };
  readonly eyeComponents: number[];
  readonly eyeScores: number[];
  readonly counts: Record<string, number>;
  readonly cleanedFp1Uv: number[];
}

describe.skipIf(!hasEegData)('ICA of PhysioNet S001R04, against MNE 1.3.0 and scikit-learn 1.2.1 (fixtures/eeg/ica.py)', () => {
  const reference = readFixture<Reference>('ica.json');
  let samples: Float64Array[];
  let ica: Ica;
  let fp1: number;
  beforeAll(async () => {
    const recording = await readDevelopmentRecording('eegmmidb/S001R04.edf');
    fp1 = recording.channels.findIndex(({ name }) => name === 'Fp1.');
    samples = filterFir(recording.samples, designFir({ samplingRateHz: 160, lowHz: 1 }));
    ica = fitIca(samples, { seed: 97, components: 0.99 });
  });

  test('takes exactly as many components for every part of the variance', () => {
    const { variances } = principalComponents(samples);
    for (const [ratio, count] of Object.entries(reference.counts)) expect(componentCountFor(variances, Number(ratio))).toBe(count);
    expect(ica.componentCount).toBe(reference.byVariance.count);
  });

  test('finds the maps of MNE, as far as MNE finds its own again from another seed (18 to 23 of 23 above 0.9)', () => {
    expect(ica.converged).toBe(true);
    const best = reference.byVariance.mapsUv.map((map) => Math.max(...ica.maps.map((candidate) => Math.abs(cosine(map, candidate)))));
    expect(best.filter((value) => value > 0.9).length).toBeGreaterThanOrEqual(16);
    expect(best[0]).toBeGreaterThan(0.999); // the eye
  });

  test('findEyeComponents() finds the one that MNE finds, and its removal leaves the same forehead', () => {
    const { scores, suggested } = findEyeComponents(ica, samples, samples[fp1], { samplingRateHz: 160 });
    expect(suggested).toHaveLength(reference.eyeComponents.length);
    const [eye] = suggested;
    expect(Math.abs(cosine(ica.maps[eye], reference.byVariance.mapsUv[reference.eyeComponents[0]]))).toBeGreaterThan(0.999);
    expect(Math.abs(Math.abs(scores[eye]) - Math.abs(reference.eyeScores[reference.eyeComponents[0]]))).toBeLessThan(0.01);
    const cleaned = removeComponents(ica, samples, suggested)[fp1];
    expect(cosine(reference.cleanedFp1Uv.map((_, index) => cleaned[2000 + 8 * index]), reference.cleanedFp1Uv)).toBeGreaterThan(0.99);
  });
});

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [together, lengthA, lengthB] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    together += a[index] * b[index];
    lengthA += a[index] ** 2;
    lengthB += b[index] ** 2;
  }
  return together / Math.sqrt(lengthA * lengthB);
}
