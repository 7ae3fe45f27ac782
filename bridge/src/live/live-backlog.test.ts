import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLiveBacklog } from './live-backlog.ts';

test('recent() gives every frame that reaches into the last samples, in order, and none before', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 1000 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (counts, keptCount, wanted) => {
      const backlog = createLiveBacklog(keptCount);
      const all: { frame: string; start: number; end: number }[] = [];
      let end = 0;
      for (const sampleCount of counts) {
        all.push({ frame: String(all.length), start: end, end: end + sampleCount });
        end += sampleCount;
        backlog.push({ frame: String(all.length - 1), endSampleIndex: end, sampleCount });
      }
      const expected = all.filter((frame) => frame.end > end - Math.min(wanted, keptCount));
      const { frames, sampleCount } = backlog.recent(Math.min(wanted, keptCount));
      expect(frames).toEqual(expected.map(({ frame }) => frame));
      expect(sampleCount).toBe(expected.reduce((sum, frame) => sum + frame.end - frame.start, 0));
    }),
  );
});
