import { describe, expect, test } from 'vitest';
import { createManualClock, settle, type ManualClock } from '../../testing/doubles/index.ts';
import { boards } from '../boards/index.ts';
import type { CaptureEvent } from './capture-event.ts';
import { captureSamples, type Capture, type CaptureOptions } from './capture-samples.ts';
import { createCytonDouble, type CytonDoubleOptions } from './cyton-double.test-support.ts';

const UV_PER_COUNT = 4.5 / 24 / (2 ** 23 - 1) / 1e-6;

describe('captureSamples()', () => {
  test('greets the board, starts it and gives its samples in microvolts, at once', async () => {
    const { double, capture, events, clock } = await startedCapture();
    expect(capture.hello).toContain('Firmware: v3.1.2');
    expect(double.written).toEqual(['s', 'v', 'b']);
    double.send(3);
    await settle();
    expect(blocksOf(events)).toHaveLength(1);
    const [block] = blocksOf(events);
    expect(block).toMatchObject({ firstSampleIndex: 0, sampleCount: 3, lostCount: 0, startMs: clock.nowMs() - 8 });
    expect([...block.samples.subarray(0, 3)]).toEqual([0, UV_PER_COUNT, 2 * UV_PER_COUNT]);
    expect(block.samples[7 * 3 + 2]).toBeCloseTo(-2 * UV_PER_COUNT, 12);
    await stopped(capture, clock);
    expect(double.written.at(-1)).toBe('s');
    expect(double.isClosed).toBe(true);
  });

  test('lost packets are NaN in every channel, counted, and told once a gap', async () => {
    const { double, events, capture } = await startedCapture();
    double.send(10, { keep: (position) => ![3, 4, 8].includes(position) });
    double.send(3);
    await settle();
    expect(firstChannel(events)).toEqual([0, 1, 2, Number.NaN, Number.NaN, 5, 6, 7, Number.NaN, 9, 10, 11, 12]);
    expect(events.filter(({ type }) => type === 'gap')).toEqual([
      { type: 'gap', firstSampleIndex: 3, sampleCount: 2, reason: 'packets-lost' },
      { type: 'gap', firstSampleIndex: 8, sampleCount: 1, reason: 'packets-lost' },
    ]);
    expect(capture.state()).toMatchObject({ phase: 'streaming', sampleCount: 13, lostCount: 3, gapCount: 2, staleCount: 0 });
  });

  test('a packet that comes twice is left out', async () => {
    const { double, events, capture } = await startedCapture();
    double.send(3);
    double.number = 2;
    double.send(1);
    double.send(2);
    await settle();
    expect(firstChannel(events)).toEqual([0, 1, 2, 4, 5]);
    expect(capture.state()).toMatchObject({ sampleCount: 5, staleCount: 1, lostCount: 0 });
  });
});

export function firstChannel(events: readonly CaptureEvent[]): number[] {
  return blocksOf(events).flatMap(({ samples, sampleCount }) => [...samples.subarray(0, sampleCount)].map((valueUv) => Math.round(valueUv / UV_PER_COUNT)));
}

const blocksOf = (events: readonly CaptureEvent[]) => events.flatMap((event) => (event.type === 'samples' ? [event.block] : []));

/** Runs a promise that waits for the clock. */
async function withTime<Value>(clock: ManualClock, promise: Promise<Value>, limitMs = 20_000): Promise<Value> {
  let isDone = false;
  const done = promise.finally(() => (isDone = true));
  done.catch(() => undefined);
  for (let elapsedMs = 0; elapsedMs < limitMs && !isDone; elapsedMs += 50) await clock.advance(50);
  return done;
}

async function startedCapture(options: Partial<CaptureOptions> & Partial<CytonDoubleOptions> = {}) {
  const clock = createManualClock(1_000_000);
  const double = createCytonDouble({ clock, ...options });
  const capture = await withTime(clock, captureSamples(double.transport, { board: boards.cyton, clock, ...options }));
  const events: CaptureEvent[] = [];
  const finished = (async () => {
    for await (const event of capture) events.push(event);
  })();
  finished.catch(() => undefined);
  await settle();
  return { clock, double, capture, events, finished };
}

async function stopped(capture: Capture, clock: ManualClock): Promise<void> {
  capture.stop();
  for (let turn = 0; turn < 10; turn++) await clock.advance(50);
}
