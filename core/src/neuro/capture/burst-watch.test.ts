import { expect, test } from 'vitest';
import { createBurstWatch } from './burst-watch.ts';

function messagesFor(gapOf: (chunk: number) => number): string[] {
  const watch = createBurstWatch();
  const messages: string[] = [];
  let nowMs = 0;
  for (let chunk = 0; chunk < 1000; chunk++) {
    nowMs += gapOf(chunk);
    const message = watch.observe(nowMs);
    if (message) messages.push(message);
  }
  return messages;
}

test('createBurstWatch() tells once of a chip that hands bytes over every 16 ms, and how to change it', () => {
  expect(messagesFor((chunk) => 15 + (chunk % 3))).toEqual([expect.stringMatching(/latency timer to 1 ms/)]);
});

test('createBurstWatch() says nothing of a prompt link or a busy host', () => {
  expect(messagesFor(() => 4)).toEqual([]);
  expect(messagesFor((chunk) => (chunk % 5) * 12)).toEqual([]);
});
