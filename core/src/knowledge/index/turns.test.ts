import { expect, test } from 'vitest';
import { createTurns, runInTurns } from './turns.ts';

test('runInTurns() lets the host work between the steps of long work, and returns its result', async () => {
  let nowMs = 0;
  let hostWorked = false;
  setTimeout(() => (hostWorked = true), 0);
  function* work(): Generator<void, string, void> {
    // Without giving way the timer never fires, and the count ends it.
    for (let step = 0; step < 1_000_000; step += 1) {
      if (hostWorked) return 'the host worked';
      nowMs += 1;
      yield;
    }
    return 'the host was blocked';
  }
  expect(await runInTurns(work(), createTurns({ nowMs: () => nowMs, sleep: async () => undefined }))).toBe('the host worked');
});

test('a turn is due after 8 ms of work, counted from where the last one ended', async () => {
  let nowMs = 100;
  const turns = createTurns({ nowMs: () => nowMs, sleep: async () => undefined });
  nowMs = 107;
  expect(turns.due()).toBe(false);
  nowMs = 108;
  expect(turns.due()).toBe(true);
  await turns.next();
  expect(turns.due()).toBe(false);
});
