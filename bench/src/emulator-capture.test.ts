import { expect, test } from 'vitest';
import { captureEmulated } from './emulator-capture.ts';

const FAULTS = { dropRatio: 0.03, garbageRatio: 0.01, cutRatio: 0.005, wrapGapRatio: 0.0005, stallRatio: 0.001, stallMs: 300 };

// What the bench does with a million packets, with few: the account of every loss, for each board and for drops of either half.
test.each([
  ['a perfect Cyton', { daisy: false, faults: {}, chunkMs: 16 }],
  ['a perfect Daisy', { daisy: true, faults: {}, chunkMs: 16 }],
  ['a faulty Cyton', { daisy: false, faults: FAULTS, chunkMs: 16 }],
  ['a faulty Daisy', { daisy: true, faults: FAULTS, chunkMs: 16 }],
  ['a faulty Daisy in small pieces', { daisy: true, faults: FAULTS, chunkMs: 1 }],
  ['a Daisy that loses its own halves', { daisy: true, faults: { dropRatio: 0.1, dropParity: 'even' as const }, chunkMs: 16 }],
  ['a Daisy that loses the Cyton’s halves', { daisy: true, faults: { dropRatio: 0.1, dropParity: 'odd' as const }, chunkMs: 16 }],
])('the capture of %s gives no wrong sample and counts every loss', async (_what, options) => {
  const packetCount = 12_000;
  const report = await captureEmulated({ ...options, packetCount, seed: 3 });
  expect(report).toMatchObject({ wrongSampleCount: 0, inventedCount: 0 });
  expect(report.ledger.packetCounts).toEqual([packetCount]);
  expect(report.countedLostCount).toBe(report.nanCount);
  expect(report.countedLostCount).toBe(report.trulyLostCount + report.sacrificedCount);
  // A packet that stands alone between two faults is given up: nothing could confirm it.
  expect(report.sacrificedCount).toBeLessThan(0.002 * packetCount);
  if (Object.keys(options.faults).length === 0) expect(report).toMatchObject({ trulyLostCount: 0, sacrificedCount: 0, missingAtEndCount: 0 });
});
