import { describe, expect, test } from 'vitest';
import { readEvents } from '../event-stream/index.ts';
import { answerWithEvents } from './call-capability.ts';

/** A call that gives so many lines at once, faster than anybody reads. */
function answer(lineCount: number, options: { deltasAreLines: boolean }): Response {
  return answerWithEvents('a.b', {}, {
    call: async (_id, _input, { onDelta }) => {
      for (let line = 0; line < lineCount; line += 1) onDelta?.(`${JSON.stringify({ line })}\n`);
      await new Promise((resolve) => setTimeout(resolve, 0));
      onDelta?.(`${JSON.stringify({ line: lineCount })}\n`);
      return 'done';
    },
    signal: new AbortController().signal,
    onFailure: () => undefined,
    ...options,
  });
}

async function read(response: Response): Promise<{ lines: { line?: number; type?: string; eventCount?: number }[]; result: unknown }> {
  const lines: { line?: number }[] = [];
  for await (const { event, data } of readEvents(response.body!)) {
    if (event === 'delta') lines.push(JSON.parse((data as { text: string }).text) as { line: number });
    if (event === 'result') return { lines, result: data };
  }
  return { lines, result: undefined };
}

describe('answerWithEvents()', () => {
  test('leaves lines out for a client that reads too slowly, tells how many, and keeps the result', async () => {
    const response = answer(5000, { deltasAreLines: true });
    // Nobody reads while the lines are made.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { lines, result } = await read(response);
    expect(result).toBe('done');
    const got = lines.filter(({ line }) => line !== undefined).length;
    const leftOut = lines.reduce((sum, { eventCount = 0 }) => sum + eventCount, 0);
    expect(got).toBeLessThan(1200);
    expect(lines.slice(0, 1000).map(({ line }) => line)).toEqual(Array.from({ length: 1000 }, (_, line) => line));
    expect(got + leftOut).toBe(5001);
  });

  test('leaves nothing of a text out, however slowly it is read', async () => {
    const response = answer(5000, { deltasAreLines: false });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await read(response)).lines).toHaveLength(5001);
  });
});
