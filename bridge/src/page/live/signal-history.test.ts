import type { LiveSamples } from '@iza/core/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSignalHistory, type DrawnBlock } from './signal-history.ts';

const off = { band: 'off', mains: 'off' };
const bandPass = { band: '1-40', mains: '50' };

/** Two channels: a tone on an electrode's offset, and a plain counter. */
function blockOf(firstSampleIndex: number, sampleCount: number): LiveSamples {
  const samples = Float32Array.from({ length: 2 * sampleCount }, (_, index) => {
    const number = firstSampleIndex + (index % sampleCount);
    return index < sampleCount ? 5000 + 10 * Math.sin((2 * Math.PI * 10 * number) / 250) : number;
  });
  return { type: 'samples', firstSampleIndex, sampleCount, channelCount: 2, samples, startMs: 0, lostCount: 0 };
}
const createHistory = (choice = off, keptSeconds = 60) => createSignalHistory({ samplingRateHz: 250, isFiltered: [true, false], choice, keptSeconds });
const rowOf = (blocks: readonly DrawnBlock[], row: number): number[] => blocks.flatMap(({ samples, sampleCount }) => [...samples.subarray(row * sampleCount, (row + 1) * sampleCount)]);

describe('createSignalHistory()', () => {
  test('gives every sample once, however blocks overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 60 })), { minLength: 1, maxLength: 20 }), (steps) => {
        const history = createHistory();
        let end = 0;
        const drawn: DrawnBlock[] = [];
        for (const [sampleCount, overlap] of steps) {
          const start = Math.max(0, end - overlap);
          const block = history.push(blockOf(start, sampleCount));
          end = Math.max(end, start + sampleCount);
          if (block) drawn.push(block);
        }
        expect(rowOf(drawn, 1)).toEqual(Array.from({ length: end }, (_, index) => index));
      }),
    );
  });

  test('takes the offset away and keeps the tone, and leaves other units alone', () => {
    const history = createHistory(bandPass);
    const drawn = Array.from({ length: 50 }, (_, index) => history.push(blockOf(index * 25, 25))!);
    const settled = rowOf(drawn, 0).slice(-250);
    expect(Math.max(...settled)).toBeGreaterThan(8);
    expect(Math.max(...settled.map(Math.abs))).toBeLessThan(12);
    expect(rowOf(drawn, 1).at(-1)).toBe(1249);
  });

  test('refilter() gives what filtering from the beginning would have given', () => {
    const switched = createHistory(off);
    const filtered = createHistory(bandPass);
    const drawn: DrawnBlock[] = [];
    for (let index = 0; index < 20; index += 1) {
      switched.push(blockOf(index * 30, 30));
      drawn.push(filtered.push(blockOf(index * 30, 30))!);
    }
    expect(rowOf(switched.refilter(bandPass), 0)).toEqual(rowOf(drawn, 0));
  });

  test('forgets what is older than it keeps', () => {
    const history = createHistory(off, 1);
    for (let index = 0; index < 40; index += 1) history.push(blockOf(index * 25, 25));
    const [oldest] = history.refilter(off);
    expect(oldest.firstSampleIndex).toBeGreaterThanOrEqual(1000 - 250 - 25);
  });

  test('begins the filters anew after a hole: the offset does not ring', () => {
    const history = createHistory(bandPass);
    history.push(blockOf(0, 250));
    const block = blockOf(1000, 50);
    for (let index = 0; index < 50; index += 1) block.samples[index] += 100_000;
    expect(Math.max(...rowOf([history.push(block)!], 0).map(Math.abs))).toBeLessThan(40);
  });

  test('refuses a block of other channels', () => {
    expect(() => createHistory().push({ ...blockOf(0, 4), channelCount: 1, samples: new Float32Array(4) })).toThrow('the session has 2');
  });
});
