import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTraceOverview } from './trace-overview.ts';

test('createTraceOverview() holds the lowest and highest of every stretch, however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.oneof(fc.integer({ min: -99, max: 99 }), fc.constant(Number.NaN)), { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 20 }), (pieces) => {
      const overview = createTraceOverview({ channelCount: 2, samplingRateHz: 100, capacity: 8 });
      for (const piece of pieces) overview.push(Float64Array.from([...piece, ...piece.map((value) => -value)]), piece.length);
      const whole = pieces.flat();
      const { samples, samplingRateHz } = overview.read()!;
      const perStretch = 200 / samplingRateHz;
      expect(samples[0].length).toBe(2 * Math.ceil(whole.length / perStretch));
      expect(samples[0].length).toBeLessThanOrEqual(16);
      for (let stretch = 0; 2 * stretch < samples[0].length; stretch += 1) {
        const values = whole.slice(stretch * perStretch, (stretch + 1) * perStretch).filter((value) => !Number.isNaN(value));
        const expected = values.length === 0 ? [Number.NaN, Number.NaN] : [Math.min(...values), Math.max(...values)];
        expect([...samples[0].subarray(2 * stretch, 2 * stretch + 2)]).toEqual(expected);
        // The second channel is the first one upside down.
        expect([...samples[1].subarray(2 * stretch, 2 * stretch + 2)].map((value) => value + 0)).toEqual(expected.toReversed().map((value) => 0 - value));
      }
    }),
  );
});

test('createTraceOverview() of nothing is nothing', () => {
  expect(createTraceOverview({ channelCount: 1, samplingRateHz: 250 }).read()).toBeUndefined();
  expect(() => createTraceOverview({ channelCount: 1, samplingRateHz: 250, capacity: 3 })).toThrow(RangeError);
});
