import { describe, expect, test } from 'vitest';
import type { ByteSource } from '../../ports/index.ts';
import { createMemoryByteFiles } from '../../testing/index.ts';
import { createBdfWriter } from './edf/create-edf-writer.ts';
import { cytonRange } from './edf/edf-ranges.ts';
import { openRecording } from './open-recording.ts';

/** A file that nobody holds: every byte is computed when it is asked for. Counts how much was asked for at once. */
function virtualSource(name: string, sizeBytes: number, fill: (bytes: Uint8Array<ArrayBuffer>, startBytes: number) => void): ByteSource & { largestReadBytes(): number; readBytes(): number } {
  let largestReadBytes = 0;
  let readBytes = 0;
  const close = async (): Promise<void> => undefined;
  return {
    name,
    sizeBytes,
    async read(startBytes, lengthBytes) {
      const bytes = new Uint8Array(Math.max(0, Math.min(lengthBytes, sizeBytes - startBytes)));
      largestReadBytes = Math.max(largestReadBytes, bytes.length);
      readBytes += bytes.length;
      fill(bytes, startBytes);
      return bytes;
    },
    close,
    [Symbol.asyncDispose]: close,
    largestReadBytes: () => largestReadBytes,
    readBytes: () => readBytes,
  };
}

const MEBIBYTE = 1024 * 1024;

describe('a recording of more than 2 GB', () => {
  test('in BDF is opened and read in pieces', async () => {
    // 64 channels at 4 kHz, records of half a second
    const channelCount = 64;
    const files = createMemoryByteFiles();
    const options = { channels: Array.from({ length: channelCount }, (_, index) => ({ name: `E${index}`, type: 'eeg' as const, unit: 'µV', samplingRateHz: 4000, range: cytonRange(24) })), startMs: undefined, recordSeconds: 0.5, sampleCount: 4000 };
    const writer = await createBdfWriter(await files.create('x'), options);
    await writer.append(options.channels.map((_, index) => Float64Array.from({ length: 2000 }, (__, sample) => index * 10 + sample)));
    await writer.close();
    const small = files.contents.get('x') ?? new Uint8Array();
    const headerBytes = 256 * (channelCount + 2);
    const record = small.subarray(headerBytes);
    const recordCount = Math.ceil((2.2 * 1024 * MEBIBYTE) / record.length);
    const source = virtualSource('big.bdf', headerBytes + recordCount * record.length, (bytes, startBytes) => {
      for (let at = 0; at < bytes.length; ) {
        const place = startBytes + at;
        const from = place < headerBytes ? small.subarray(place, headerBytes) : record.subarray((place - headerBytes) % record.length);
        const part = from.subarray(0, bytes.length - at);
        bytes.set(part, at);
        at += part.length;
      }
      const countText = String(recordCount).padEnd(8);
      for (let index = 0; index < 8; index += 1) if (236 + index >= startBytes && 236 + index < startBytes + bytes.length) bytes[236 + index - startBytes] = countText.charCodeAt(index);
    });
    expect(source.sizeBytes).toBeGreaterThan(2 * 1024 * MEBIBYTE);
    const reader = await openRecording(source);
    expect(reader.info.sampleCount).toBe(recordCount * 2000);
    const last = await reader.read({ channels: [63], start: reader.info.sampleCount - 3 });
    last[0].forEach((value, index) => expect(value).toBeCloseTo(630 + 1997 + index, 1));
    expect(source.largestReadBytes()).toBeLessThanOrEqual(8 * MEBIBYTE);
    // only the annotations of each record and one record were read
    expect(source.readBytes()).toBeLessThan(16 * MEBIBYTE);
  });

  test('as one EDF record is read channel by channel', async () => {
    const files = createMemoryByteFiles();
    const writer = await createBdfWriter(await files.create('x'), { channels: [1, 2, 3].map((index) => ({ name: `E${index}`, type: 'eeg', unit: 'µV', samplingRateHz: 1000, range: cytonRange(24) })), startMs: undefined, sampleCount: 1000 });
    await writer.append([1, 2, 3].map((value) => new Float64Array(1000).fill(value)));
    await writer.close();
    const small = (files.contents.get('x') ?? new Uint8Array()).slice();
    const headerBytes = 256 * 5;
    // a hundred million samples of each channel in one record
    const samples = 99_000_000;
    const text = (offset: number, value: string): void => small.set(new TextEncoder().encode(value.padEnd(8)), offset);
    text(236, '1');
    text(244, '99000');
    for (let index = 0; index < 3; index += 1) text(256 + 4 * 216 + index * 8, String(samples));
    text(256 + 4 * 216 + 3 * 8, '80');
    const source = virtualSource('one.bdf', headerBytes + (3 * samples + 80) * 3, (bytes, startBytes) => {
      for (let at = 0; at < bytes.length && startBytes + at < headerBytes; at += 1) bytes[at] = small[startBytes + at];
      if (startBytes >= headerBytes && startBytes < headerBytes + 9 * samples) bytes.fill(1 + Math.floor((startBytes - headerBytes) / (3 * samples)));
    });
    const reader = await openRecording(source);
    expect(reader.info).toMatchObject({ sampleCount: samples, samplingRateHz: 1000 });
    const parts = await reader.read({ start: samples - 5, end: samples });
    expect(parts.map((part) => Math.round((part[4] * 8388607) / 187500))).toEqual([0x010101, 0x020202, 0x030303]);
    expect(source.readBytes()).toBeLessThan(MEBIBYTE);
  });

  test('as text keeps a sparse index of its lines', async () => {
    // rows of one length, so that any byte can be computed
    const rowOf = (row: number): string => `${String(row % 256).padStart(3)},${Array.from({ length: 8 }, (_, channel) => ((row % 1000) * 10 + channel).toFixed(2).padStart(9)).join(',')}\n`;
    const header = '%OpenBCI Raw EEG Data\n%Number of channels = 8\n%Sample Rate = 250.0 Hz\n';
    const rowBytes = rowOf(0).length;
    // 32,000 rows repeat the counter and the values
    const block = new TextEncoder().encode(Array.from({ length: 32_000 }, (_, row) => rowOf(row)).join(''));
    const blockCount = 12;
    const source = virtualSource('big.txt', header.length + blockCount * block.length, (bytes, startBytes) => {
      for (let at = 0; at < bytes.length; ) {
        const place = startBytes + at;
        const from = place < header.length ? new TextEncoder().encode(header.slice(place)) : block.subarray((place - header.length) % block.length);
        bytes.set(from.subarray(0, bytes.length - at), at);
        at += Math.min(from.length, bytes.length - at);
      }
    });
    const reader = await openRecording(source);
    const rowCount = 32_000 * blockCount;
    expect(reader.info).toMatchObject({ sampleCount: rowCount, lost: [] });
    const before = source.readBytes();
    const [samples] = await reader.read({ channels: [3], start: rowCount - 2 });
    expect([...samples]).toEqual([((rowCount - 2) % 1000) * 10 + 3, ((rowCount - 1) % 1000) * 10 + 3]);
    expect(source.readBytes() - before).toBeLessThan(600 * rowBytes);
    expect(source.largestReadBytes()).toBeLessThanOrEqual(MEBIBYTE);
  });
});
