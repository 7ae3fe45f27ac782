import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPlayhead } from './playhead.ts';

const FRAME_MS = 1000 / 60;

describe('createPlayhead()', () => {
  test('moves evenly although samples come in bursts', () => {
    const playhead = createPlayhead(250);
    const steps: number[] = [];
    let last = 0;
    for (let frame = 0; frame < 600; frame += 1) {
      const nowMs = frame * FRAME_MS;
      // A burst every 50 ms.
      const newest = Math.floor(nowMs / 50) * 12.5;
      const position = playhead.advance(nowMs, newest);
      if (frame > 120) steps.push(position - last);
      last = position;
    }
    const expected = 250 / 60;
    expect(Math.min(...steps)).toBeGreaterThan(0.85 * expected);
    expect(Math.max(...steps)).toBeLessThan(1.15 * expected);
  });

  test('never goes back and never beyond the newest sample', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 900 })), { minLength: 1, maxLength: 60 }), (steps) => {
        const playhead = createPlayhead(250);
        let nowMs = 0;
        let newest = 0;
        let last = 0;
        for (const [passedMs, arrived] of steps) {
          nowMs += passedMs;
          newest += arrived;
          const position = playhead.advance(nowMs, newest);
          expect(position).toBeGreaterThanOrEqual(last);
          expect(position).toBeLessThanOrEqual(newest);
          last = position;
        }
      }),
    );
  });

  test('catches up at once after the window was hidden', () => {
    const playhead = createPlayhead(250);
    playhead.advance(0, 1000);
    expect(playhead.advance(60_000, 16_000)).toBe(16_000 - 30);
  });

  test('waits at the newest sample when nothing comes any more', () => {
    const playhead = createPlayhead(250);
    let position = 0;
    for (let frame = 0; frame < 300; frame += 1) position = playhead.advance(frame * FRAME_MS, 500);
    expect(position).toBeGreaterThan(450);
    expect(position).toBeLessThanOrEqual(500);
  });
});
