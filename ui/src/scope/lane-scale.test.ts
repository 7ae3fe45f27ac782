import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseScaleUv, SCALE_STEPS_UV, statisticsOf } from './lane-scale.ts';
import { createSampleRing } from './sample-ring.ts';

describe('statisticsOf()', () => {
  const ringOf = (values: readonly number[]) => {
    const ring = createSampleRing({ channelCount: 1, capacity: values.length });
    ring.push({ firstSampleIndex: 0, sampleCount: values.length, samples: Float32Array.from(values) });
    return ring;
  };

  test('is not moved by a spike or by what is lost', () => {
    const values = Array.from({ length: 1000 }, (_, index) => 50 + 10 * Math.sin(index));
    const plain = statisticsOf(ringOf(values), 0, 0, 1000)!;
    values[500] = 90_000;
    for (let index = 600; index < 650; index += 1) values[index] = Number.NaN;
    const spoiled = statisticsOf(ringOf(values), 0, 0, 1000)!;
    expect(Math.abs(spoiled.median - plain.median)).toBeLessThan(1.5);
    expect(Math.abs(spoiled.spread - plain.spread)).toBeLessThan(1);
    expect(plain.spread).toBeGreaterThan(18);
  });

  test('says nothing where nothing arrived', () => {
    expect(statisticsOf(ringOf([Number.NaN, Number.NaN, Number.NaN]), 0, 0, 3)).toBeUndefined();
    expect(statisticsOf(ringOf([1, 2]), 0, 2, 2)).toBeUndefined();
  });
});

describe('chooseScaleUv()', () => {
  test('fits the typical lane, and stays with what fits', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 20 }), (spreads) => {
        const scale = chooseScaleUv(spreads, undefined);
        expect(SCALE_STEPS_UV).toContain(scale);
        const typical = spreads.toSorted((a, b) => a - b)[Math.floor(spreads.length / 2)];
        expect(typical).toBeLessThanOrEqual(0.7 * scale);
        expect(chooseScaleUv(spreads, scale)).toBe(scale);
      }),
    );
  });

  test.each([
    [[60], 100, 100],
    [[95], 100, 200],
    [[10], 100, 20],
    [[60, 60, 9000], 100, 100],
    [[], 50, 50],
    [[], undefined, 100],
  ])('of spreads %j at %s µV is %s', (spreads, present, expected) => {
    expect(chooseScaleUv(spreads, present)).toBe(expected);
  });
});
