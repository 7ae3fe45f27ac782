import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IzaError } from '../foundation/index.ts';
import type { HeadsetEvent, HeadsetSession } from '../ports/index.ts';
import { decodeLiveFrame, encodeLiveEvent, encodeLiveOpen, encodeLiveSkipped } from './live-frames.ts';
import { decodeLiveSamples, encodeLiveSamples } from './live-samples.ts';

const session: HeadsetSession = {
  id: 's1',
  deviceId: 'simulated:cyton',
  boardId: 'cyton',
  title: 'Simulated Cyton',
  channels: [{ name: 'Fp1', type: 'eeg', unit: 'µV', samplingRateHz: 250 }],
  samplingRateHz: 250,
  startedMs: 1_700_000_000_000,
  state: 'streaming',
  sampleCount: 12,
  lostCount: 1,
  gapCount: 1,
  driftPpm: undefined,
  firmware: undefined,
  recordingPath: undefined,
  warnings: [],
};
const { driftPpm: _drift, firmware: _firmware, recordingPath: _path, ...sessionOnTheWire } = session;

/** A block of random shape whose samples a float32 holds exactly. */
const blocks = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 30 })).chain(([channelCount, sampleCount]) =>
  fc.record({
    channelCount: fc.constant(channelCount),
    block: fc.record({
      firstSampleIndex: fc.maxSafeNat(),
      sampleCount: fc.constant(sampleCount),
      samples: fc
        .array(fc.oneof(fc.float({ noDefaultInfinity: true }), fc.constant(Number.NaN)), { minLength: channelCount * sampleCount, maxLength: channelCount * sampleCount })
        .map((values) => Float64Array.from(values)),
      startMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
      lostCount: fc.integer({ min: 0, max: sampleCount }),
    }),
  }),
);

describe('samples', () => {
  test('come back as they were sent, at the precision of a float32', () => {
    fc.assert(
      fc.property(blocks, ({ channelCount, block }) => {
        const decoded = decodeLiveFrame(encodeLiveEvent({ type: 'samples', block }, channelCount));
        expect(decoded).toEqual({ type: 'samples', channelCount, ...block, samples: Float32Array.from(block.samples) });
      }),
    );
  });

  test('are read at any offset of a larger buffer', () => {
    const frame = encodeLiveSamples({ firstSampleIndex: 7, sampleCount: 2, samples: Float64Array.of(1, 2, 3, Number.NaN), startMs: 5, lostCount: 1 }, 2);
    for (const offset of [0, 1, 2, 3, 4, 7]) {
      const buffer = new Uint8Array(frame.length + 16);
      buffer.set(frame, offset);
      expect([...decodeLiveSamples(buffer.subarray(offset, offset + frame.length)).samples]).toEqual([1, 2, 3, Number.NaN]);
    }
  });

  test('of another shape than their channels are refused before they are sent', () => {
    const block = { firstSampleIndex: 0, sampleCount: 2, samples: new Float64Array(4), startMs: 0, lostCount: 0 };
    expect(() => encodeLiveSamples(block, 3)).toThrow('3 × 2 samples: it holds 4');
    expect(() => encodeLiveSamples({ ...block, sampleCount: 0, samples: new Float64Array() }, 0)).toThrow('0 channels');
  });

  test.each([
    ['another kind', 0, 9, 'at byte 0'],
    ['another version', 1, 2, 'at byte 1: its version is 2'],
    ['no channel', 2, 0, 'at byte 2'],
    ['more samples than bytes', 4, 200, 'at byte 4'],
    ['a number that is none', 15, 0xff, 'at byte 8'],
    ['a time that is none', 23, 0x7f, 'at byte 16'],
    ['more lost than there are', 24, 3, 'at byte 24'],
    ['something in the reserved bytes', 31, 1, 'at byte 28'],
  ])('with %s are refused, naming the byte', (_what, offset, value, message) => {
    const frame = encodeLiveSamples({ firstSampleIndex: 1, sampleCount: 2, samples: new Float64Array(2), startMs: 0, lostCount: 0 }, 1);
    frame[offset] = value;
    if (offset === 23) frame[22] = 0xf0;
    expect(() => decodeLiveSamples(frame)).toThrow(message);
  });

  test('that were cut, padded or flipped are refused or keep their shape, and nothing else happens', () => {
    fc.assert(
      fc.property(blocks, fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 4 }), fc.integer({ min: -40, max: 40 }), ({ channelCount, block }, flips, growth) => {
        const whole = encodeLiveSamples(block, channelCount);
        const frame = new Uint8Array(Math.max(0, whole.length + growth));
        frame.set(whole.subarray(0, frame.length));
        for (const [position, value] of flips) if (frame.length > 0) frame[position % frame.length] = value;
        try {
          const decoded = decodeLiveSamples(frame);
          expect(decoded.samples.length).toBe(decoded.channelCount * decoded.sampleCount);
        } catch (error) {
          expect(error).toBeInstanceOf(IzaError);
        }
      }),
    );
  });
});

describe('messages', () => {
  const events: readonly (readonly [HeadsetEvent, unknown])[] = [
    [{ type: 'session-change', session }, { type: 'session-change', session: sessionOnTheWire }],
    [{ type: 'marker', sampleIndex: 3, text: 'eyes closed "…"' }, { type: 'marker', sampleIndex: 3, text: 'eyes closed "…"' }],
    [{ type: 'skipped', eventCount: 2 }, { type: 'skipped', eventCount: 2 }],
    [
      { type: 'quality', sampleIndex: 9, channels: [{ channelName: 'Fp1', state: 'railed', peakToPeakUv: Number.NaN, fullScaleRatio: 1, lineNoiseUv: 2 }] },
      { type: 'quality', sampleIndex: 9, channels: [{ channelName: 'Fp1', state: 'railed', peakToPeakUv: Number.NaN, fullScaleRatio: 1, lineNoiseUv: 2 }] },
    ],
    [
      { type: 'band-powers', sampleIndex: 9, bandNames: ['alpha', 'beta'], powersUv2: Float64Array.of(1.5, Number.NaN) },
      { type: 'band-powers', sampleIndex: 9, bandNames: ['alpha', 'beta'], powersUv2: [1.5, Number.NaN] },
    ],
    [
      { type: 'session-end', report: { session, recordingPath: 'a.bdf', notePath: 'a.md', durationSeconds: 2, quality: [], bandPowersUv2: {}, annotations: [], warnings: ['Full.'] } },
      { type: 'session-end', session: sessionOnTheWire, recordingPath: 'a.bdf', notePath: 'a.md', durationSeconds: 2, warnings: ['Full.'] },
    ],
  ];
  test.each(events)('%o arrives', (event, expected) => {
    expect(decodeLiveFrame(encodeLiveEvent(event, 1))).toEqual(expected);
  });

  test('the opening and what was left out arrive', () => {
    expect(decodeLiveFrame(encodeLiveOpen(session, 500))).toEqual({ type: 'live-open', session: sessionOnTheWire, backlogSampleCount: 500 });
    expect(decodeLiveFrame(encodeLiveSkipped(3))).toEqual({ type: 'skipped', eventCount: 3 });
  });

  test.each([
    ['', 'it is wrong'],
    ['{"type":"nonsense"}', 'type is wrong'],
    ['{"type":"marker","sampleIndex":-1,"text":""}', 'sampleIndex is wrong'],
    ['{"type":"marker","sampleIndex":1,"text":"a","extra":1}', 'unrecognized keys'],
    ['{"type":"skipped","eventCount":0}', 'eventCount is wrong'],
    ['{"type":"band-powers","sampleIndex":1,"bandNames":["a","b"],"powersUv2":[1]}', 'powersUv2 is wrong'],
  ])('%s is refused and said', (text, message) => {
    expect(() => decodeLiveFrame(text)).toThrow(message);
  });

  test('anything else is refused with our own error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => decodeLiveFrame(text)).toThrow(IzaError);
      }),
    );
  });
});
