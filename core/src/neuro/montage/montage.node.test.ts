import { beforeAll, describe, expect, test } from 'vitest';
import { hasEegData, readDevelopmentRecording, readFixture, readReference } from '../eeg-data.test-support.ts';
import type { Recording } from '../recording/index.ts';
import { fitSphere } from './fit-sphere.ts';
import { directionFrom, interpolateChannels } from './interpolate-channels.ts';
import { deriveBipolar, referenceAverage } from './reference.ts';
import { fitSphericalSpline } from './spherical-spline.ts';
import { findPosition } from './standard-positions.ts';

interface Stretches {
  readonly first: number[];
  readonly mid_start: number;
  readonly mid: number[];
  readonly last: number[];
}
interface Reference {
  readonly car: { readonly C3: Stretches; readonly Cz_first10: number[] };
  readonly bipolar_C3_C4: Stretches;
  readonly interp_C3: Stretches;
}
interface Interpolation {
  readonly centreMm: [number, number, number];
  readonly radiusMm: number;
  readonly channelNames: string[];
  readonly badNames: string[];
  readonly weights: number[][];
}

describe('spherical splines, as MNE 1.3.0 computes them (fixtures/eeg/interpolation.py)', () => {
  const { centreMm, radiusMm, channelNames, badNames, weights } = readFixture<Interpolation>('interpolation.json');
  const placed = channelNames.map((name) => findPosition(name)!); // reason: the names are sites

  test('fitSphere() finds the same head', () => {
    const sphere = fitSphere(placed);
    // MNE's optimiser stops within a thousandth of the radius; this one goes on to the minimum.
    for (const [index, value] of [sphere.xMm, sphere.yMm, sphere.zMm].entries()) expect(Math.abs(value - centreMm[index])).toBeLessThan(1e-3);
    expect(Math.abs(sphere.radiusMm - radiusMm)).toBeLessThan(1e-3);
  });

  test('fitSphericalSpline() weighs the good channels the same', () => {
    const centre = { xMm: centreMm[0], yMm: centreMm[1], zMm: centreMm[2] };
    const [good, bad] = [channelNames.filter((name) => !badNames.includes(name)), badNames].map((names) => names.map((name) => directionFrom(centre, findPosition(name)!)));
    const received = fitSphericalSpline(good).weightsTo(bad);
    expect(Math.max(...weights.flat().map((weight, index) => Math.abs(weight - received[index])))).toBeLessThan(1e-6);
  });
});

describe.skipIf(!hasEegData)('montages of PhysioNet S001R04, against MNE 1.3.0', () => {
  let recording: Recording;
  let channelNames: string[];
  const reference = hasEegData ? readReference<Reference>() : undefined!; // reason: the tests are skipped without it
  beforeAll(async () => {
    recording = await readDevelopmentRecording('eegmmidb/S001R04.edf');
    channelNames = recording.channels.map(({ name }) => name);
  });

  test('referenceAverage() to 1e-12 V', () => {
    const samples = referenceAverage({ channelNames, samples: recording.samples });
    expectStretches(samples[channelNames.indexOf('C3..')], reference.car.C3, 1e-9);
    expect(Math.max(...reference.car.Cz_first10.map((volts, index) => Math.abs(volts * 1e6 - samples[channelNames.indexOf('Cz..')][index])))).toBeLessThan(1e-9);
  });

  test('deriveBipolar() finds C3 and C4 by their sites', () => {
    const derived = deriveBipolar({ channelNames, samples: recording.samples }, [['C3', 'C4']]);
    expect(derived.channelNames).toEqual(['C3-C4']);
    expectStretches(derived.samples[0], reference.bipolar_C3_C4, 1e-9);
  });

  test('interpolateChannels() rebuilds C3 as interpolate_bads does', () => {
    const [before] = [recording.samples.map((channel) => channel.slice(0, 8))];
    const samples = interpolateChannels(recording.samples, { channelNames, badNames: ['C3'] });
    expectStretches(samples[channelNames.indexOf('C3..')], reference.interp_C3, 1e-5);
    expect(recording.samples.map((channel) => channel.slice(0, 8))).toEqual(before);
  });
});

function expectStretches(samplesUv: Float64Array, { first, mid_start, mid, last }: Stretches, toleranceUv: number) {
  for (const [start, volts] of [[0, first], [mid_start, mid], [samplesUv.length - last.length, last]] as const) {
    expect(Math.max(...volts.map((value, index) => Math.abs(value * 1e6 - samplesUv[start + index])))).toBeLessThan(toleranceUv);
  }
}
