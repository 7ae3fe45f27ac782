import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { createSampleClock, type SampleClock } from './sample-clock.ts';

const PERIOD_MS = 4;

interface Link {
  readonly driftPpm: number;
  /** The chip hands over what it has this often. */
  readonly chunkMs: number;
  /** Mean of an exponential latency on top. */
  readonly jitterMs: number;
  /** Part of the chunks that the host is late for, by up to `stallMs`. */
  readonly stallRatio: number;
  readonly stallMs: number;
}

interface Run {
  readonly clock: SampleClock;
  /** Fitted minus true time of each block's first sample, ms. */
  readonly errorsMs: { timeMs: number; errorMs: number }[];
  readonly times: number[];
}

/** Samples taken at a steady rate and handed over in chunks, `timeOf` asked for each block as a capture does. */
function runLink(link: Link, durationMs: number, seed = 1): Run {
  const random = createSeededRandom(seed);
  const clock = createSampleClock({ periodMs: PERIOD_MS });
  const truePeriodMs = PERIOD_MS / (1 + link.driftPpm * 1e-6);
  const errorsMs: Run['errorsMs'] = [];
  const times: number[] = [];
  let nextSample = 0;
  let busyUntilMs = 0;
  for (let chunk = 1; chunk * link.chunkMs < durationMs; chunk++) {
    const handedOverMs = chunk * link.chunkMs;
    if (random.next() < link.stallRatio) busyUntilMs = handedOverMs + random.next() * link.stallMs;
    const arrivalMs = Math.max(handedOverMs - Math.log(1 - random.next()) * link.jitterMs, busyUntilMs);
    const lastSample = Math.floor(handedOverMs / truePeriodMs);
    if (lastSample < nextSample) continue;
    clock.observe(lastSample, arrivalMs);
    const timeMs = clock.timeOf(nextSample);
    times.push(timeMs);
    errorsMs.push({ timeMs: handedOverMs, errorMs: timeMs - nextSample * truePeriodMs });
    nextSample = lastSample + 1;
  }
  return { clock, errorsMs, times };
}

const worst = (run: Run, fromMs: number): number => run.errorsMs.reduce((most, { timeMs, errorMs }) => (timeMs >= fromMs ? Math.max(most, Math.abs(errorMs)) : most), 0);

/**
 * A chip that hands over every fourth sample hides where within a sample's 4 ms it does so: no clock can know better than that.
 * Where chunks and samples do not go in step, it can.
 */
const links: { name: string; link: Link; boundMs: number }[] = [
  { name: 'a steady link', link: { driftPpm: 0, chunkMs: 4, jitterMs: 0.2, stallRatio: 0, stallMs: 0 }, boundMs: 0.5 },
  { name: 'FTDI chunks of 16 ms', link: { driftPpm: 0, chunkMs: 16, jitterMs: 1, stallRatio: 0, stallMs: 0 }, boundMs: 0.5 },
  { name: 'chunks out of step with the samples', link: { driftPpm: 40, chunkMs: 15.3, jitterMs: 1, stallRatio: 0.01, stallMs: 500 }, boundMs: 1.5 },
  { name: 'FTDI chunks and a board 80 ppm fast', link: { driftPpm: 80, chunkMs: 16, jitterMs: 1, stallRatio: 0, stallMs: 0 }, boundMs: 5 },
  { name: 'a board 200 ppm slow and stalls of half a second', link: { driftPpm: -200, chunkMs: 16, jitterMs: 1, stallRatio: 0.01, stallMs: 500 }, boundMs: 5 },
  { name: 'a busy host: every third chunk late by up to 100 ms', link: { driftPpm: 30, chunkMs: 16, jitterMs: 2, stallRatio: 0.3, stallMs: 100 }, boundMs: 5 },
];

describe('createSampleClock()', () => {
  for (const { name, link, boundMs } of links) {
    test(`${name}: within ${boundMs} ms from the second second on, the drift within 5 ppm after ten minutes`, () => {
      const run = runLink(link, 600_000);
      expect(worst(run, 1000)).toBeLessThan(boundMs);
      expect(Math.abs(run.clock.driftPpm()! - link.driftPpm)).toBeLessThan(5);
    });

    test(`${name}: times rise, and no two samples share one`, () => {
      const { times } = runLink(link, 60_000, 2);
      for (let index = 1; index < times.length; index++) {
        if (!(times[index] > times[index - 1])) throw new Error(`Time ${times[index]} follows ${times[index - 1]}`);
      }
    });
  }

  test('driftPpm() is not told before there is evidence', () => {
    expect(runLink(links[1].link, 5000).clock.driftPpm()).toBeUndefined();
    expect(runLink(links[1].link, 20_000).clock.driftPpm()).toBeDefined();
  });

  test('indexAt() is the inverse of the fitted time', () => {
    const { clock } = runLink(links[3].link, 60_000);
    const timeMs = 30_000;
    expect(clock.indexAt(timeMs + 100 * clock.periodMs()) - clock.indexAt(timeMs)).toBeCloseTo(100, 6);
    expect(Math.abs(clock.indexAt(timeMs) - timeMs / (PERIOD_MS / (1 + 80e-6)))).toBeLessThan(1.5);
  });

  test('restart() keeps the drift and goes on rising, also where the new arrivals are earlier', () => {
    const { clock, times } = runLink(links[3].link, 120_000);
    const driftPpm = clock.driftPpm();
    clock.restart();
    const first = 31_000;
    clock.observe(first, first * PERIOD_MS - 12);
    expect(clock.timeOf(first)).toBeGreaterThan(times[times.length - 1]);
    expect(clock.driftPpm()).toBe(driftPpm);
  });
});
