import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { IzaError } from '../../foundation/index.ts';
import { createMemoryByteSource } from '../../testing/index.ts';
import { openRecording } from './open-recording.ts';
import { everyFormat, openingOf, type SampleFile } from './sample-files.test-support.ts';

const CODES = ['recording-corrupt', 'file-unreadable', 'file-missing', 'unsupported'];
let files: SampleFile[] = [];
beforeAll(async () => {
  files = await everyFormat();
});

/** A broken file is either read with what is there, or refused in words. Anything else (TypeError, endless work, a huge array) fails. */
async function readOrRefuse(file: SampleFile, bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    await using reader = await openRecording(createMemoryByteSource(bytes, file.name), openingOf(file));
    const { info } = reader;
    expect(Number.isFinite(info.samplingRateHz) && info.samplingRateHz >= 0).toBe(true);
    expect(Number.isSafeInteger(info.sampleCount) && info.sampleCount >= 0).toBe(true);
    for (const { start, end } of info.lost) expect(start < end && start >= 0 && end <= info.sampleCount).toBe(true);
    for (const { onsetSeconds, durationSeconds } of info.annotations) expect(Number.isFinite(onsetSeconds) && Number.isFinite(durationSeconds)).toBe(true);
    const samples = await reader.read({ end: Math.min(info.sampleCount, 2000) });
    expect(samples.length).toBe(info.channels.length);
    for (const channel of samples) expect(channel.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toBe(false);
    return 'read';
  } catch (error) {
    if (!(error instanceof IzaError)) throw error;
    expect(CODES).toContain(error.code);
    expect(error.message).toContain(file.name.replace(/\..*/, ''));
    if (error.code === 'recording-corrupt') expect(error.message).toMatch(/at byte \d+/);
    return 'refused';
  }
}

describe('openRecording() reads what is there or says at which byte it cannot', () => {
  test('a file cut off at any byte', async () => {
    for (const file of files) {
      let readCount = 0;
      const step = Math.max(1, Math.floor(file.bytes.length / 120));
      for (let length = 0; length < file.bytes.length; length += step) readCount += (await readOrRefuse(file, file.bytes.subarray(0, length))) === 'read' ? 1 : 0;
      expect(await readOrRefuse(file, file.bytes), file.name).toBe('read');
      expect(readCount, `${file.name} is read up to where it is whole`).toBeGreaterThan(0);
    }
  });

  test('flipped bits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 7 })), { minLength: 1, maxLength: 6 }), async (which, flips) => {
        const file = files[which % files.length];
        const bytes = file.bytes.slice();
        for (const [at, bit] of flips) bytes[at % bytes.length] ^= 1 << bit;
        await readOrRefuse(file, bytes);
      }),
      { numRuns: 600 },
    );
  });

  test('flipped bits all over a header', async () => {
    for (const file of files) {
      for (let at = 0; at < Math.min(1024, file.bytes.length); at += 7) {
        const bytes = file.bytes.slice();
        bytes[at] ^= 1 << (at % 8);
        await readOrRefuse(file, bytes);
      }
    }
  });

  test('bytes that were put in or taken out, and parts of other files', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 40 }), fc.nat(), async (which, at, removedCount, added, other) => {
        const file = files[which % files.length];
        const place = at % file.bytes.length;
        const foreign = files[other % files.length].bytes.subarray(0, other % 3 === 0 ? 300 : 0);
        const bytes = Uint8Array.from([...file.bytes.subarray(0, place), ...added, ...foreign, ...file.bytes.subarray(place + removedCount)]);
        await readOrRefuse(file, bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('numbers that lie', async () => {
    const lies = ['-1', '0', '99999999', '1e308', '1e-300', 'NaN', 'Infinity', '-Infinity', '1.5', '', '٣', '0x10', '-99999999', '4294967296'];
    for (const file of files) {
      const text = Array.from(file.bytes, (byte) => String.fromCharCode(byte)).join('');
      for (const found of [...text.matchAll(/-?\d+(\.\d+)?/g)].slice(0, 12)) {
        for (const lie of lies) {
          // in a fixed field a number of another length would shift what follows
          const isFixed = /\.(edf|bdf)$/.test(file.name);
          const room = /^\S+ */.exec(text.slice(found.index))?.[0].length ?? found[0].length;
          const written = isFixed ? lie.slice(0, room).padEnd(room) : lie;
          const bytes = Uint8Array.from([...text.slice(0, found.index), ...written, ...text.slice(found.index + (isFixed ? room : found[0].length))].map((character) => character.charCodeAt(0)));
          await readOrRefuse(file, bytes);
        }
      }
    }
  });

  test.each([
    ['nothing', ''],
    ['zeros', '\0'.repeat(5000)],
    ['a PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['prose', 'It was a dark and stormy night.\n'.repeat(100)],
    ['another table', 'a,b,c\n1,2,3\n'],
    ['a line without an end', '%OpenBCI Raw EXG Data\n' + '1'.repeat(200_000)],
    ['a header alone', '%OpenBCI Raw EXG Data\n%Number of channels = 8\n'],
    ['JSON', '{"samples": [1, 2, 3]}'],
    ['XDF without chunks', 'XDF:'],
  ])('%s is no recording, whatever its name', async (_, content) => {
    const bytes = Uint8Array.from(content, (character) => character.charCodeAt(0));
    for (const name of ['x.edf', 'x.txt', 'x.csv', 'x.xdf', 'x.vhdr']) expect(await readOrRefuse({ name, bytes }, bytes)).toBe('refused');
  });

  test('the format is found by the content, not by the name', async () => {
    for (const file of files) {
      await using reader = await openRecording(createMemoryByteSource(file.bytes, 'small.dat'), openingOf(file));
      expect(reader.info.sampleCount, file.name).toBeGreaterThan(0);
    }
  });

  test('the source is closed when it cannot be opened', async () => {
    let closedCount = 0;
    const source = { ...createMemoryByteSource('prose', 'x'), close: async () => void (closedCount += 1) };
    await expect(openRecording(source)).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(closedCount).toBe(1);
  });

  test('an abort stops it', async () => {
    for (const file of files) {
      await expect(openRecording(createMemoryByteSource(file.bytes, file.name), { ...openingOf(file), signal: AbortSignal.abort() }).then((reader) => reader.read({ signal: AbortSignal.abort() })), file.name).rejects.toMatchObject({ code: 'aborted' });
    }
  });
});
