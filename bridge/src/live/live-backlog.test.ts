import { decodeLiveFrame, type LiveFrame } from '@iza/core/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLiveBacklog } from './live-backlog.ts';

/** Channel c of sample n is n + c/2; the first sample of each block is lost. */
const blockOf = (firstSampleIndex: number, sampleCount: number) => ({
  firstSampleIndex,
  sampleCount,
  samples: Float64Array.from({ length: 2 * sampleCount }, (_, index) => (index % sampleCount === 0 ? Number.NaN : firstSampleIndex + (index % sampleCount) + Math.floor(index / sampleCount) / 2)),
  startMs: 4 * firstSampleIndex,
  lostCount: sampleCount > 0 ? 1 : 0,
});
const samplesOf = (frames: readonly LiveFrame[]) => frames.map((frame) => decodeLiveFrame(frame)).filter((message) => message.type === 'samples');

describe('createLiveBacklog()', () => {
  test('gives all of the last samples without a gap or an overlap, in few frames, with the values that came', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 50, max: 500 }), fc.integer({ min: 1, max: 500 }), (counts, keptSampleCount, wanted) => {
        const backlog = createLiveBacklog({ channelCount: 2, keptSampleCount, joinedSampleCount: 60 });
        let end = 0;
        const lostAt = new Set<number>();
        for (const sampleCount of counts) {
          lostAt.add(end);
          backlog.pushSamples(blockOf(end, sampleCount));
          end += sampleCount;
        }
        const { frames, sampleCount } = backlog.recent(wanted);
        const messages = samplesOf(frames);
        let next = messages[0].firstSampleIndex;
        expect(next).toBeLessThanOrEqual(Math.max(0, end - Math.min(wanted, keptSampleCount)));
        expect(next).toBeGreaterThan(end - Math.min(wanted, keptSampleCount) - 100);
        expect(messages.length).toBeLessThanOrEqual(wanted / 60 + 3);
        for (const { firstSampleIndex, sampleCount: count, samples, startMs, lostCount } of messages) {
          expect(firstSampleIndex).toBe(next);
          expect(startMs).toBe(4 * firstSampleIndex);
          for (let index = 0; index < count; index += 1) {
            const number = firstSampleIndex + index;
            expect([samples[index], samples[count + index]]).toEqual(lostAt.has(number) ? [Number.NaN, Number.NaN] : [number, number + 0.5]);
          }
          expect(lostCount).toBe(Array.from({ length: count }, (_, index) => lostAt.has(firstSampleIndex + index)).filter(Boolean).length);
          next += count;
        }
        expect(next).toBe(end);
        expect(sampleCount).toBe(messages.reduce((sum, message) => sum + message.sampleCount, 0));
      }),
      { numRuns: 60 },
    );
  });

  test('keeps markers at their place, and forgets them with their samples', () => {
    const backlog = createLiveBacklog({ channelCount: 2, keptSampleCount: 100, joinedSampleCount: 50 });
    backlog.pushSamples(blockOf(0, 10));
    backlog.pushFrame('old', 9);
    backlog.pushSamples(blockOf(10, 80));
    backlog.pushFrame('here', 89);
    backlog.pushSamples(blockOf(90, 30));
    expect(backlog.recent(100).frames.map((frame) => (typeof frame === 'string' ? frame : 'samples'))).toEqual(['samples', 'here', 'samples']);
  });

  test('does not join over a hole', () => {
    const backlog = createLiveBacklog({ channelCount: 2, keptSampleCount: 100, joinedSampleCount: 1000 });
    backlog.pushSamples(blockOf(0, 10));
    backlog.pushSamples(blockOf(50, 10));
    expect(samplesOf(backlog.recent(100).frames).map(({ firstSampleIndex, sampleCount }) => [firstSampleIndex, sampleCount])).toEqual([[0, 10], [50, 10]]);
  });
});
