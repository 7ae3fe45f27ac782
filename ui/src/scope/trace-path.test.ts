import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSampleRing } from './sample-ring.ts';
import { traceSamples, type TraceGeometry } from './trace-path.ts';

type Point = readonly [pen: 'move' | 'line', x: number, y: number];

function traceOf(values: readonly number[], geometry: Partial<TraceGeometry>, range = { from: 0, to: values.length }): Point[] {
  const ring = createSampleRing({ channelCount: 1, capacity: Math.max(1, values.length) });
  ring.push({ firstSampleIndex: 0, sampleCount: values.length, samples: Float32Array.from(values) });
  const points: Point[] = [];
  const path = { moveTo: (x: number, y: number) => void points.push(['move', x, y]), lineTo: (x: number, y: number) => void points.push(['line', x, y]) };
  traceSamples(path, ring, 0, range, { pixelsPerSample: 2, originX: 0, baseline: 0, middleY: 100, pixelsPerUnit: 1, maxDeviationPixels: 1000, ...geometry });
  return points;
}

describe('traceSamples()', () => {
  test('draws a line through every sample where there is room, upwards for larger values', () => {
    expect(traceOf([0, 10, -5], {})).toEqual([['move', 0, 100], ['line', 2, 90], ['line', 4, 105]]);
  });

  test('lifts the pen over what is lost; a sample alone is a dot', () => {
    expect(traceOf([1, 2, Number.NaN, 3, Number.NaN, 4], { originX: 1 }).map(([pen, x]) => [pen, x])).toEqual([['move', 1], ['line', 3], ['move', 7], ['line', 8], ['move', 11], ['line', 12]]);
  });

  test('stays within its bounds and on its baseline', () => {
    expect(traceOf([1e6, 5000, -1e6], { baseline: 5000, maxDeviationPixels: 20 }).map(([, , y]) => y)).toEqual([80, 100, 120]);
  });

  test('of many samples a pixel shows the lowest and highest of each pixel, at few points', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -500, max: 500 }), fc.constant(Number.NaN)), { minLength: 50, maxLength: 3000 });
    fc.assert(
      fc.property(values, (samples) => {
        const points = traceOf(samples, { pixelsPerSample: 0.125, middleY: 0 });
        const columns = Math.ceil(samples.length / 8);
        expect(points.length).toBeLessThanOrEqual(2 * columns);
        for (let column = 0; column < columns; column += 1) {
          const known = samples.slice(column * 8, column * 8 + 8).filter((value) => !Number.isNaN(value));
          const drawn = points.filter(([, x]) => x === column + 0.5).map(([, , y]) => -y);
          if (known.length === 0) expect(drawn).toEqual([]);
          else {
            expect(Math.max(...drawn)).toBeCloseTo(Math.max(...known), 6);
            expect(Math.min(...drawn)).toBeCloseTo(Math.min(...known, Math.max(...known) - 0.5), 6);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('draws nothing of what is not held', () => {
    expect(traceOf([1, 2, 3], {}, { from: 3, to: 9 })).toEqual([]);
    expect(traceOf([1, 2, 3], {}, { from: -5, to: 2 })).toHaveLength(2);
  });
});
