import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChannel } from './find-channel.ts';
import { fitSphere } from './fit-sphere.ts';
import { directionAt, projectToDisc, STANDARD_HEAD_CENTRE } from './head-disc.ts';
import { directionFrom, interpolateChannels } from './interpolate-channels.ts';
import { deriveBipolar, referenceAverage, referenceTo } from './reference.ts';
import { findPosition, standardPositions, type ElectrodePosition } from './standard-positions.ts';
import { createTopographer, topographyGrid } from './topography-grid.ts';

const CAP = ['Fp1', 'Fp2', 'F7', 'F3', 'Fz', 'F4', 'F8', 'T7', 'C3', 'Cz', 'C4', 'T8', 'P7', 'P3', 'Pz', 'P4', 'P8', 'O1', 'O2'];
const at = (site: string): ElectrodePosition => findPosition(site)!; // reason: the tests name sites
const placed = CAP.map(at);

test.each([['C3', 1], ['c3..', 1], ['EEG C3', 1], ['Fp1.', 0], ['T3', 2]])('findChannel(%j)', (wanted, position) => {
  expect(findChannel(['Fp1-A2', 'C3..', 'T7', 'EOG'], wanted)).toBe(position);
});
test('findChannel() lists what is there', () => {
  expect(() => findChannel(['Fp1', 'EOG'], 'Cz')).toThrow(/no channel "Cz": there are Fp1, EOG/);
});

describe('references', () => {
  const channels = { channelNames: ['C3', 'C4', 'A1', 'A2'], samples: [Float64Array.of(1, 5), Float64Array.of(3, Number.NaN), Float64Array.of(4, 2), Float64Array.of(6, 2)] };
  test('referenceTo() subtracts the mean of a set', () => {
    expect(referenceTo(channels, ['A1', 'A2'])).toEqual([Float64Array.of(-4, 3), Float64Array.of(-2, Number.NaN), Float64Array.of(-1, 0), Float64Array.of(1, 0)]);
    expect(referenceTo(channels, ['C3'])[0]).toEqual(Float64Array.of(0, 0));
    expect(() => referenceTo(channels, [])).toThrow(/at least one/);
  });
  test('referenceAverage() leaves bad channels out of the mean, not out of the subtraction', () => {
    expect(referenceAverage(channels, { badNames: ['A2', 'C4'] })).toEqual([Float64Array.of(-1.5, 1.5), Float64Array.of(0.5, Number.NaN), Float64Array.of(1.5, -1.5), Float64Array.of(3.5, -1.5)]);
    expect(() => referenceAverage(channels, { badNames: channels.channelNames })).toThrow(/all are bad/);
  });
  test('an average reference adds up to nothing, and is the same twice', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }), (rows) => {
        const named = { channelNames: rows.map((_, index) => `E${index}`), samples: rows.map((row) => Float64Array.from(row)) };
        const once = referenceAverage(named);
        for (let index = 0; index < 3; index += 1) expect(Math.abs(once.reduce((sum, channel) => sum + channel[index], 0))).toBeLessThan(1e-9);
        const twice = referenceAverage({ ...named, samples: once });
        for (const [channel, samples] of twice.entries()) for (let index = 0; index < 3; index += 1) expect(samples[index]).toBeCloseTo(once[channel][index], 9);
      }),
    );
  });
  test('deriveBipolar() does not depend on the reference', () => {
    const samples = [Float64Array.of(1, 5), Float64Array.of(3, 9)];
    const named = { channelNames: ['C3', 'C4'], samples };
    expect(deriveBipolar({ ...named, samples: referenceAverage(named) }, [['C3', 'C4']]).samples).toEqual(deriveBipolar(named, [['C3', 'C4']]).samples);
    expect(() => deriveBipolar(named, [['C3', 'Oz']])).toThrow(/no channel "Oz"/);
  });
});

test('fitSphere() finds the sphere that points lie on', () => {
  const points = placed.map((position) => {
    const [x, y, z] = directionFrom({ xMm: 0, yMm: 10, zMm: 40 }, position);
    return { site: position.site, xMm: 3 + 90 * x, yMm: -4 + 90 * y, zMm: 50 + 90 * z };
  });
  const { xMm, yMm, zMm, radiusMm } = fitSphere(points);
  for (const [value, expected] of [[xMm, 3], [yMm, -4], [zMm, 50], [radiusMm, 90]]) expect(value).toBeCloseTo(expected, 8);
  expect(() => fitSphere(points.slice(0, 3))).toThrow(/it takes four/);
});

describe('interpolateChannels()', () => {
  test('gives a constant where all channels are equal and nearly the truth of a smooth field', () => {
    const fieldOf = ({ xMm, yMm, zMm }: ElectrodePosition) => 1 + 0.02 * xMm - 0.01 * yMm + 0.005 * zMm;
    const samples = placed.map((position) => Float64Array.of(7, fieldOf(position)));
    const [constant, smooth] = interpolateChannels(samples, { channelNames: CAP, badNames: ['Cz'] })[CAP.indexOf('Cz')];
    expect(constant).toBeCloseTo(7, 9);
    expect(Math.abs(smooth - fieldOf(at('Cz')))).toBeLessThan(0.2);
  });
  test('is linear and leaves good channels as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 19, maxLength: 19 }), fc.double({ min: -5, max: 5, noNaN: true }), (values, factor) => {
        const samples = values.map((value) => Float64Array.of(value, factor * value));
        const replaced = interpolateChannels(samples, { channelNames: CAP, badNames: ['O1', 'Fz'] });
        for (const [channel, name] of CAP.entries()) {
          if (name === 'O1' || name === 'Fz') expect(replaced[channel][1]).toBeCloseTo(factor * replaced[channel][0], 6);
          else expect(replaced[channel]).toBe(samples[channel]);
        }
      }),
      { numRuns: 20 },
    );
  });
  test('leaves eye channels out, and refuses to place one', () => {
    const channelNames = [...CAP, 'EOG'];
    const samples = channelNames.map((name) => Float64Array.of(name === 'EOG' ? 1e6 : 1));
    expect(interpolateChannels(samples, { channelNames, badNames: ['Cz'] })[CAP.indexOf('Cz')][0]).toBeCloseTo(1, 9);
    expect(() => interpolateChannels(samples, { channelNames, badNames: ['EOG'] })).toThrow(/no 10-10 site/);
    expect(() => interpolateChannels(samples.slice(0, 4), { channelNames: CAP.slice(0, 4), badNames: ['F7'] })).toThrow(/it takes four/);
    expect(() => interpolateChannels(samples, { channelNames: CAP, badNames: [] })).toThrow(/20 channels with 19 names/);
  });
});

describe('projectToDisc()', () => {
  test('stands on the head that the standard positions give', () => {
    const sphere = fitSphere(standardPositions);
    for (const axis of ['xMm', 'yMm', 'zMm'] as const) expect(STANDARD_HEAD_CENTRE[axis]).toBeCloseTo(sphere[axis], 5);
    const ring = ['Fpz', 'T7', 'Oz', 'T8'].map((site) => projectToDisc(at(site)));
    expect(ring.reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0) / 4).toBeCloseTo(0.8, 4);
    expect(Math.hypot(...Object.values(projectToDisc(at('Cz'))))).toBeLessThan(0.01);
  });
  test('puts the nose up and the left ear left', () => {
    expect(projectToDisc(at('Fz')).y).toBeGreaterThan(0.3);
    expect(projectToDisc(at('O1')).y).toBeLessThan(-0.6);
    expect(projectToDisc(at('T7')).x).toBeLessThan(-0.7);
    expect(projectToDisc(at('C4')).x).toBeCloseTo(-projectToDisc(at('C3')).x, 1);
  });
  test('is undone by directionAt()', () => {
    for (const position of standardPositions) {
      const direction = directionAt(projectToDisc(position));
      for (const [index, value] of directionFrom(STANDARD_HEAD_CENTRE, position).entries()) expect(direction[index]).toBeCloseTo(value, 9);
    }
  });
});

describe('topographyGrid()', () => {
  test('passes through the values at the electrodes, is NaN outside the head', () => {
    const values = placed.map(({ xMm }, index) => xMm + (index % 3));
    const { size, values: grid } = topographyGrid(values, placed, { size: 201 });
    for (const [index, position] of placed.entries()) {
      const { x, y } = projectToDisc(position);
      const near = grid[Math.floor(((1 - y) / 2) * size) * size + Math.floor(((x + 1) / 2) * size)];
      expect(Math.abs(near - values[index]), position.site).toBeLessThan(3);
    }
    expect(Number.isNaN(grid[0]) && Number.isNaN(grid[size * size - 1])).toBe(true);
    expect(grid[(size * size - 1) / 2]).not.toBeNaN();
  });
  test('draws one electrode as one value, and several maps alike', () => {
    expect(new Set(topographyGrid([5], [at('Cz')], { size: 9 }).values.filter((value) => !Number.isNaN(value)).map((value) => Math.round(value * 1e9) / 1e9))).toEqual(new Set([5]));
    const topographer = createTopographer(placed, { size: 16 });
    const values = placed.map((_, index) => index);
    expect(topographer.grid(values)).toEqual(topographyGrid(values, placed, { size: 16 }));
  });
  test('refuses other counts', () => {
    expect(() => topographyGrid([1, 2], placed)).toThrow(/2 values on 19 electrodes/);
    expect(() => topographyGrid([], [])).toThrow(/no electrode/);
    expect(() => topographyGrid([1], [at('Cz')], { size: 1 })).toThrow(RangeError);
  });
});
