import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { createFrameSequence, type NumberedChunk } from './frame-sequence.ts';

const MODULUS = 256;
const PERIOD_MS = 4;

interface PlannedChunk {
  readonly indexes: readonly number[];
  readonly arrivalMs: number;
}

/** Places everything, holding chunks back while the sequence asks for it. */
function placeAll(planned: readonly PlannedChunk[], options: { fromStart?: boolean; modulus?: number } = {}): number[] {
  const modulus = options.modulus ?? MODULUS;
  const sequence = createFrameSequence({ modulus, frameRateHz: 1000 / PERIOD_MS, fromStart: options.fromStart ?? true });
  const places: number[] = [];
  const out = new Float64Array(4096);
  const waiting: NumberedChunk[] = [];
  const placeWaiting = (isFinal: boolean): void => {
    while (waiting.length > 0 && sequence.place(waiting, out, { isFinal })) places.push(...out.subarray(0, waiting.shift()!.frameCount));
  };
  for (const { indexes, arrivalMs } of planned) {
    waiting.push({ numbers: indexes.map((index) => index % modulus), frameCount: indexes.length, arrivalMs });
    placeWaiting(false);
  }
  placeWaiting(true);
  return places;
}

const range = (start: number, end: number): number[] => Array.from({ length: end - start }, (_, index) => start + index);

describe('createFrameSequence()', () => {
  test('losses of less than a turn need no time', () => {
    const indexes = [0, 1, 2, 10, 11, 200, 350, 540];
    expect(placeAll([{ indexes, arrivalMs: Number.NaN }])).toEqual(indexes);
  });

  test('one and several whole turns are told by time, whatever else was lost', () => {
    for (const lostCount of [256, 512, 300, 1000, 5000]) {
      const after = 100 + lostCount;
      const planned = [
        { indexes: range(0, 100), arrivalMs: 400 },
        ...range(0, 30).map((chunk) => ({ indexes: range(after + chunk * 4, after + chunk * 4 + 4), arrivalMs: (after + chunk * 4 + 4) * PERIOD_MS + (chunk % 3) * 5 })),
      ];
      expect(placeAll(planned)).toEqual(planned.flatMap(({ indexes }) => indexes));
    }
  });

  test('a rush after a stall is no loss, however it is cut', () => {
    for (const stallMs of [300, 800, 1100, 2500, 6000]) {
      for (const piece of [1, 7, 100, 2000]) {
        const count = stallMs / PERIOD_MS;
        const rush = range(0, Math.ceil(count / piece)).map((index) => ({ indexes: range(100 + index * piece, Math.min(100 + count, 100 + (index + 1) * piece)), arrivalMs: 400 + stallMs + index }));
        const planned = [{ indexes: range(0, 100), arrivalMs: 400 }, ...rush];
        expect(placeAll(planned)).toEqual(range(0, 100 + count));
      }
    }
  });

  test('a board that is a fifth slower than it says loses nothing', () => {
    const planned = range(0, 3000).map((index) => ({ indexes: [index], arrivalMs: index * 5 }));
    expect(placeAll(planned)).toEqual(range(0, 3000));
  });

  test('frames that come twice or late are left out', () => {
    expect(placeAll([{ indexes: [0, 1, 2, 2, 3, 1, 4], arrivalMs: 20 }])).toEqual([0, 1, 2, -1, 3, -1, 4]);
  });

  test('joined in its middle, the count begins with the first number', () => {
    expect(placeAll([{ indexes: [77, 78, 80], arrivalMs: 10 }], { fromStart: false })).toEqual([77, 78, 80]);
  });

  test('at the end what is known decides', () => {
    expect(placeAll([{ indexes: range(0, 10), arrivalMs: 40 }, { indexes: [266], arrivalMs: 1068 }])).toEqual([...range(0, 10), 266]);
  });

  test('law: random losses, turns and latencies up to a tenth of a second are placed exactly', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(256, 200, 201, 512), (seed, modulus) => {
        const random = createSeededRandom(seed);
        const planned: PlannedChunk[] = [];
        let index = 0;
        let arrivalMs = 0;
        for (let chunk = 0; chunk < 300; chunk++) {
          // Not just before the end, where nothing later decides.
          if (chunk > 0 && chunk < 250 && random.next() < 0.02) index += random.integerBelow(4) * modulus;
          const indexes: number[] = [];
          for (let frame = 0; frame < 5; frame++, index++) if (random.next() > 0.1) indexes.push(index);
          if (indexes.length === 0) continue;
          // The first chunk tells where the time begins.
          const latencyMs = chunk === 0 ? 0 : random.next() < 0.05 ? random.next() * 100 : random.next() * 20;
          arrivalMs = Math.max(arrivalMs, index * PERIOD_MS + latencyMs);
          planned.push({ indexes, arrivalMs });
        }
        expect(placeAll(planned, { modulus })).toEqual(planned.flatMap(({ indexes }) => indexes));
      }),
    );
  });
});
