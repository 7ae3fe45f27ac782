import { IzaError } from '@iza/core/foundation';
import { openRecording } from '@iza/core/neuro';
import type { ByteSink, ByteSource, SampleBlock } from '@iza/core/ports';
import { describe, expect, test } from 'vitest';
import { createSessionRecorder, rangeOf, type RecorderChannel } from './session-recorder.ts';

const samplingRateHz = 250;
const startMs = Date.UTC(2026, 10, 22, 9, 5, 3, 250);
const countSize = 4.5e6 / 24 / 8_388_607;
const channels: RecorderChannel[] = [
  { name: 'Fp1', type: 'eeg', unit: 'µV', samplingRateHz, fullScale: 187_500, countSize },
  { name: 'X', type: 'accelerometer', unit: 'g', samplingRateHz, fullScale: 4.096, countSize: 0.000125 },
];

/** A file in memory that takes so many bytes, as a disk does. */
function createMemoryFile(capacityBytes = Infinity) {
  let bytes = new Uint8Array(0);
  let syncCount = 0;
  let isClosed = false;
  const sink: ByteSink = {
    async append(more) {
      if (bytes.length + more.length > capacityBytes) throw new IzaError('storage-full', 'Cannot write: the disk is full.');
      const larger = new Uint8Array(bytes.length + more.length);
      larger.set(bytes);
      larger.set(more, bytes.length);
      bytes = larger;
    },
    async writeAt(startBytes, patch) {
      bytes.set(patch, startBytes);
    },
    flush: async () => void (syncCount += 1),
    close: async () => void (isClosed = true),
    [Symbol.asyncDispose]: async () => void (isClosed = true),
  };
  const open = () => {
    const source: ByteSource = {
      name: 'a.bdf',
      sizeBytes: bytes.length,
      read: async (startBytes, lengthBytes) => bytes.slice(startBytes, startBytes + lengthBytes),
      close: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    };
    return openRecording(source);
  };
  return { sink, open, bytes: () => bytes, syncCount: () => syncCount, isClosed: () => isClosed };
}

const countAt = (index: number): number => ((index * 7919) % 16_777_215) - 8_388_607;
function blockOf(firstSampleIndex: number, sampleCount: number, isLost = (_index: number) => false): SampleBlock {
  const rows = [countSize, 0.000125].map((size, row) => Array.from({ length: sampleCount }, (_, at) => {
    const index = firstSampleIndex + at;
    if (isLost(index)) return Number.NaN;
    return (row === 0 ? countAt(index) : (index % 65_536) - 32_768) * size;
  }));
  return { firstSampleIndex, sampleCount, samples: Float64Array.from(rows.flat()), startMs: startMs + firstSampleIndex * 4, lostCount: 0 };
}
const create = (file: ReturnType<typeof createMemoryFile>, nowMs = () => 0) => createSessionRecorder({ sink: file.sink, path: 'a.bdf', channels, equipment: 'OpenBCI Cyton', nowMs });

describe('createSessionRecorder()', () => {
  test('keeps every count, the start, markers and lost samples', async () => {
    const file = createMemoryFile();
    const recorder = create(file);
    const isLost = (index: number): boolean => index >= 333 && index < 377;
    for (let first = 0; first < 1000; first += 25) recorder.append(blockOf(first, 25, isLost));
    recorder.annotate({ onsetSeconds: 1, durationSeconds: 0, text: 'eyes closed' });
    await recorder.finish();
    const reading = await file.open();
    expect(reading.info).toMatchObject({ format: 'BDF+C', samplingRateHz, startMs, sampleCount: 1000, lost: [{ start: 333, end: 377 }] });
    expect(reading.info.annotations).toContainEqual({ onsetSeconds: 1, durationSeconds: 0, text: 'eyes closed' });
    const [eeg, accelerometer] = await reading.read();
    for (let index = 0; index < 1000; index += 1) {
      if (isLost(index)) expect(eeg[index]).toBeNaN();
      else {
        expect(Math.round(eeg[index] / countSize)).toBe(countAt(index));
        expect(Math.round(accelerometer[index] / 0.000125)).toBe(index - 32_768);
      }
    }
    expect(recorder.warnings()).toEqual([]);
    expect(file.isClosed()).toBe(true);
  });

  test('leaves a file that opens at every moment, less than a record behind', async () => {
    const file = createMemoryFile();
    const recorder = create(file);
    for (let first = 0; first < 700; first += 1) {
      recorder.append(blockOf(first, 1));
      if (first % 97 !== 96) continue;
      // What a process that is killed now leaves: the system keeps what was handed to it.
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      const { info } = await file.open();
      expect(info.sampleCount).toBeGreaterThan(first + 1 - 50);
      expect(info.sampleCount).toBeLessThanOrEqual(first + 1);
    }
    await recorder.finish();
  });

  test('asks the disk to keep it once a second, not at every record', async () => {
    const file = createMemoryFile();
    let nowMs = 0;
    const recorder = create(file, () => nowMs);
    for (let first = 0; first < 2500; first += 25) {
      nowMs = first * 4;
      recorder.append(blockOf(first, 25));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(file.syncCount()).toBe(9);
    await recorder.finish();
    expect(file.syncCount()).toBe(10);
  });

  test('stops when the disk is full, says so, and leaves what fits as a file that opens', async () => {
    const file = createMemoryFile(20_000);
    const recorder = create(file);
    for (let first = 0; first < 10_000; first += 25) recorder.append(blockOf(first, 25));
    expect(await recorder.failed).toMatchObject({ code: 'storage-full', message: expect.stringContaining('ends there and can be opened') });
    await recorder.finish();
    const reading = await file.open();
    expect(reading.info.sampleCount).toBeGreaterThan(1500);
    const [eeg] = await reading.read();
    for (let index = 0; index < reading.info.sampleCount; index += 1) expect(Math.round(eeg[index] / countSize)).toBe(countAt(index));
    expect(file.isClosed()).toBe(true);
  });

  test('of a session without a sample closes a file without one', async () => {
    const file = createMemoryFile();
    const recorder = create(file);
    recorder.annotate({ onsetSeconds: 0, durationSeconds: 0, text: 'early' });
    await recorder.finish();
    expect((await file.open()).info.annotations).toMatchObject([{ text: 'early' }]);
  });
});

describe('createSessionRecorder() with an accelerometer', () => {
  const withAccelerometer = (file: ReturnType<typeof createMemoryFile>) => createSessionRecorder({ sink: file.sink, path: 'a.bdf', channels: channels.slice(0, 1), accelerometer: channels.slice(1), equipment: 'OpenBCI Cyton', nowMs: () => 0 });
  const electrodeBlock = (first: number, count: number): SampleBlock => {
    const block = blockOf(first, count);
    return { ...block, samples: block.samples.subarray(0, count) };
  };
  const report = (sampleIndex: number, value: number) => ({ kind: 'acceleration', valueNames: ['X'], unit: 'g', sampleIndexes: Float64Array.of(sampleIndex), values: Float64Array.of(value) }) as const;

  test('puts each value at the sample it came with, and no mark where none has come yet', async () => {
    const file = createMemoryFile();
    const recorder = withAccelerometer(file);
    recorder.annotate({ onsetSeconds: 0, durationSeconds: 0, text: 'early' });
    for (let first = 0; first < 200; first += 10) {
      recorder.append(electrodeBlock(first, 10));
      if (first === 20) recorder.takeAuxiliary(report(25, 1));
      if (first === 100) recorder.takeAuxiliary(report(107, -1));
    }
    await recorder.finish();
    const reading = await file.open();
    // The early marker makes no other beginning.
    expect(reading.info).toMatchObject({ startMs, sampleCount: 200, annotations: [{ onsetSeconds: 0, durationSeconds: 0, text: 'early' }] });
    const [, acceleration] = await reading.read();
    expect([...acceleration].map(Math.round)).toEqual(Array.from({ length: 200 }, (_, index) => (index < 107 ? 1 : -1)));
    expect(recorder.warnings()).toEqual([]);
  });

  test('that says nothing holds zeros and is told of', async () => {
    const file = createMemoryFile();
    const recorder = withAccelerometer(file);
    for (let first = 0; first < 500; first += 10) recorder.append(electrodeBlock(first, 10));
    await recorder.finish();
    const reading = await file.open();
    expect(reading.info.sampleCount).toBe(500);
    expect(Math.max(...(await reading.read())[1].map(Math.abs))).toBeLessThan(0.0001);
    expect(recorder.warnings()).toEqual([expect.stringContaining('accelerometer')]);
  });
});

test.each([1, 2, 4, 6, 8, 12, 24])('rangeOf() a Cyton at gain %d is its own counts', (gain) => {
  expect(rangeOf({ fullScale: 4.5e6 / gain, countSize: 4.5e6 / gain / 8_388_607 })).toEqual({ physicalMin: -4.5e6 / gain, physicalMax: 4.5e6 / gain, digitalMin: -8_388_607, digitalMax: 8_388_607 });
});

test('rangeOf() a converter whose range no header holds exactly is the finest there is', () => {
  const countSizeUv = 1.2e6 / (8_388_607 * 1.5 * 51);
  const { physicalMax, digitalMax } = rangeOf({ fullScale: countSizeUv * 8_388_607, countSize: countSizeUv });
  expect(physicalMax).toBeGreaterThanOrEqual(15_686.27);
  expect(digitalMax).toBe(8_388_607);
});
