import { expect, test } from 'vitest';
import { createChangeSignal } from './change-signal.ts';

const never = new AbortController().signal;

test('a reader wakes at the next change, and changes between two waits are one', async () => {
  const changes = createChangeSignal();
  const reader = changes.reader();
  const first = reader.next(never);
  changes.notify();
  await first;
  changes.notify();
  changes.notify();
  await reader.next(never);
  let woken = false;
  const third = reader.next(never).then(() => (woken = true));
  await Promise.resolve();
  await Promise.resolve();
  expect(woken).toBe(false);
  changes.notify();
  await third;
});

test('a reader sees only what changes after it came, and leaves when its signal fires', async () => {
  const changes = createChangeSignal();
  changes.notify();
  const controller = new AbortController();
  const waiting = changes.reader().next(controller.signal);
  controller.abort();
  await waiting;
  await changes.reader().next(controller.signal);
});
