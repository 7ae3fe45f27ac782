import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionOf } from './draw-plot.ts';

const area = { left: 0, top: 0, width: 1000, height: 400, density: 1 };

describe('positionOf()', () => {
  test('puts the newest sample at the right edge and the oldest at the left when scrolling', () => {
    const axis = { samplingRateHz: 250, pixelsPerSample: 0.5, end: 5000, isSweep: false };
    expect(positionOf(5000, area, axis)).toBe(1000);
    expect(positionOf(3000, area, axis)).toBe(0);
    expect(positionOf(2999, area, axis)).toBeUndefined();
    expect(positionOf(5001, area, axis)).toBeUndefined();
  });

  test('keeps a sample where it is while a sweep goes on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1990 }), (index, later) => {
        const axis = { samplingRateHz: 250, pixelsPerSample: 0.5, isSweep: true };
        expect(positionOf(index, area, { ...axis, end: index + later })).toBe(positionOf(index, area, { ...axis, end: index }));
      }),
    );
  });
});
