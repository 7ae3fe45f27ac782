import { describe, expect, test } from 'vitest';
import type { AuxiliaryMode } from '../board-settings.ts';
import { createFrameBatch } from '../frame-batch.ts';
import { readCytonAuxiliary } from './cyton-auxiliary.ts';
import { cytonSettings } from './cyton-settings.ts';

function read(stopByte: number, auxiliary: number[], { mode = 'default', number = 0 }: { mode?: AuxiliaryMode; number?: number } = {}) {
  const batch = createFrameBatch(8, 1);
  batch.frameCount = 1;
  batch.stopBytes[0] = stopByte;
  batch.auxiliary.set(auxiliary);
  batch.numbers[0] = number;
  return readCytonAuxiliary(batch, 0, { ...cytonSettings(8), auxiliaryMode: mode });
}

describe('readCytonAuxiliary()', () => {
  test('C0: three axes of 0.002/16 g; all zero is no news, one zero axis is a measurement', () => {
    expect(read(0xc0, [0, 0, 0, 0, 0, 0])).toEqual([]);
    expect(read(0xc0, [0, 0, 0, 16, 0xff, 0xf0])).toEqual([{ kind: 'acceleration', values: [0, 0.002, -0.002] }]);
    expect(read(0xc0, [0x80, 0, 0, 0, 0, 0])).toEqual([{ kind: 'acceleration', values: [-4.096, 0, 0] }]);
  });

  test('C1: what the bytes are depends on the mode that the board was put into', () => {
    const bytes = [1, 0, 1, 1, 0, 1];
    expect(read(0xc1, bytes, { mode: 'analog' })).toEqual([{ kind: 'analog', values: [256, 257, 1] }]);
    expect(read(0xc1, bytes, { mode: 'digital' })).toEqual([{ kind: 'digital', values: [1, 0, 1, 1, 1] }]);
    expect(read(0xc1, [0, 0x42, 0, 0, 0, 0], { mode: 'marker' })).toEqual([{ kind: 'marker', values: [0x42] }]);
    expect(read(0xc1, [0, 0, 0, 0, 0, 0], { mode: 'marker' })).toEqual([]);
    expect(read(0xc1, bytes)).toEqual([]);
  });

  test('C2: the bytes as they are', () => {
    expect(read(0xc2, [1, 2, 3, 4, 5, 6])).toEqual([{ kind: 'user-defined', values: [1, 2, 3, 4, 5, 6] }]);
  });

  test('C3 and C4: the board time, and in packets that end in 7, 8, 9 one axis', () => {
    const bytes = [0x10, 0, 0xff, 0, 0, 1];
    for (const stopByte of [0xc3, 0xc4]) {
      expect(read(stopByte, bytes, { number: 6 })).toEqual([{ kind: 'board-time', values: [0xff000001] }]);
      expect(read(stopByte, bytes, { number: 17 })[1]).toEqual({ kind: 'acceleration', values: [0.512, Number.NaN, Number.NaN] });
      expect(read(stopByte, bytes, { number: 248 })[1]).toEqual({ kind: 'acceleration', values: [Number.NaN, 0.512, Number.NaN] });
      expect(read(stopByte, bytes, { number: 9 })[1]).toEqual({ kind: 'acceleration', values: [Number.NaN, Number.NaN, 0.512] });
    }
  });

  test('C5 and C6: the board time and two raw bytes', () => {
    for (const stopByte of [0xc5, 0xc6]) {
      expect(read(stopByte, [0, 0x41, 0, 0, 3, 0xe8], { mode: 'marker' })).toEqual([
        { kind: 'board-time', values: [1000] },
        { kind: 'marker', values: [0x41] },
      ]);
    }
  });
});
