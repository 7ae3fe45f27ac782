import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSampleRing, type SampleRing } from './sample-ring.ts';

/** Two channels: sample n is n and -n; lost where asked. */
const blockOf = (firstSampleIndex: number, sampleCount: number, isLost: (index: number) => boolean = () => false) => ({
  firstSampleIndex,
  sampleCount,
  samples: Float32Array.from({ length: 2 * sampleCount }, (_, index) => {
    const number = firstSampleIndex + (index % sampleCount);
    return isLost(number) ? Number.NaN : index < sampleCount ? number : -number;
  }),
});
const heldOf = (ring: SampleRing, channel: number): number[] => Array.from({ length: ring.end - ring.start }, (_, offset) => ring.rows[channel][(ring.start + offset) % ring.capacity]);

describe('createSampleRing()', () => {
  test('holds the newest samples of every channel, whatever the blocks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(1000), fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 30 }), (capacity, first, sizes) => {
        const ring = createSampleRing({ channelCount: 2, capacity });
        let end = first;
        for (const size of sizes) {
          ring.push(blockOf(end, size));
          end += size;
        }
        expect(ring.end).toBe(end);
        const start = Math.max(first, end - capacity);
        const expected = Array.from({ length: end - start }, (_, offset) => start + offset);
        expect(heldOf(ring, 0)).toEqual(expected);
        expect(heldOf(ring, 1).map((value) => -value + 0)).toEqual(expected);
        expect(ring.spans).toEqual([]);
      }),
    );
  });

  test('leaves what it holds as it is when a block comes again, as after a reconnection', () => {
    const ring = createSampleRing({ channelCount: 2, capacity: 100 });
    ring.push(blockOf(0, 40));
    ring.push({ ...blockOf(20, 30), samples: Float32Array.from(blockOf(20, 30).samples, (value) => value * 2) });
    expect(heldOf(ring, 0)).toEqual([...Array.from({ length: 40 }, (_, index) => index), ...Array.from({ length: 10 }, (_, index) => 80 + 2 * index)]);
  });

  test('a hole between blocks is missed, NaN in a block is lost, and neither is filled in', () => {
    const ring = createSampleRing({ channelCount: 2, capacity: 1000 });
    ring.push(blockOf(0, 50, (index) => index >= 10 && index < 15));
    ring.push(blockOf(50, 5, () => true));
    ring.push(blockOf(80, 20));
    expect(ring.spans).toEqual([
      { kind: 'lost', start: 10, end: 15 },
      { kind: 'lost', start: 50, end: 55 },
      { kind: 'missed', start: 55, end: 80 },
    ]);
    expect(heldOf(ring, 0).slice(55, 80).every(Number.isNaN)).toBe(true);
  });

  test('a hole longer than it holds, and spans that have passed out of it', () => {
    const ring = createSampleRing({ channelCount: 2, capacity: 50 });
    ring.push(blockOf(0, 20, (index) => index === 3));
    ring.push(blockOf(500, 10));
    expect(heldOf(ring, 0).filter((value) => !Number.isNaN(value))).toEqual(Array.from({ length: 10 }, (_, index) => 500 + index));
    expect(ring.spans).toEqual([{ kind: 'missed', start: 20, end: 500 }]);
    ring.push(blockOf(510, 60));
    expect(ring.spans).toEqual([]);
  });

  test('refuses a block of another shape and counts that are none', () => {
    const ring = createSampleRing({ channelCount: 2, capacity: 50 });
    expect(() => ring.push({ firstSampleIndex: 0, sampleCount: 4, samples: new Float32Array(4) })).toThrow('4 samples of 2 channels: the block holds 4');
    expect(() => createSampleRing({ channelCount: 0, capacity: 5 })).toThrow(RangeError);
    expect(() => createSampleRing({ channelCount: 1, capacity: 0.5 })).toThrow(RangeError);
  });
});
