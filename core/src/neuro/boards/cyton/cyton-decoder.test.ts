import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom, type SeededRandom } from '../../../foundation/index.ts';
import type { FrameDecoder } from '../frame-batch.ts';
import { createCytonDecoder } from './cyton-decoder.ts';
import { CYTON_PACKET_BYTES, encodeCytonPacket } from './cyton-packet.ts';

/**
 * Packets have no checksum: about one in ten million of uniformly random bytes under these faults happens to be one that was never sent.
 * A fixed seed, so that it is not met by chance.
 */
const RARELY_FAKED = { numRuns: 100, seed: 1 };

interface Frame {
  number: number;
  counts: number[];
  auxiliary: number[];
  stopByte: number;
}

describe('createCytonDecoder()', () => {
  test('reads big-endian 24-bit counts to both ends of their range', () => {
    const counts = [0x7fffff, -0x800000, -1, 1, 0, 256, -256, 8_000_000];
    const frames = decodeAll(bytesOf([{ number: 0, counts, auxiliary: [1, 2, 3, 4, 5, 6], stopByte: 0xc4 }]));
    expect(frames).toEqual([{ number: 0, counts, auxiliary: [1, 2, 3, 4, 5, 6], stopByte: 0xc4 }]);
  });

  test('gives a packet as soon as its last byte is there', () => {
    const bytes = bytesOf(randomFrames(createSeededRandom(1), 600, { calm: true }));
    const decoder = createCytonDecoder();
    decoder.restart({ fromStart: true });
    for (let at = 0; at < bytes.length; at++) {
      const { frameCount } = decoder.decode(bytes.subarray(at, at + 1));
      if (frameCount !== ((at + 1) % CYTON_PACKET_BYTES === 0 ? 1 : 0)) throw new Error(`${frameCount} frames at byte ${at}`);
    }
  });

  test('a stream that is joined in its middle begins with the first packet that another confirms', () => {
    const frames = randomFrames(createSeededRandom(2), 20, { first: 77 });
    const bytes = bytesOf(frames);
    const decoder = createCytonDecoder();
    decoder.restart({ fromStart: false });
    expect(readAll(decoder, [bytes.subarray(10)])).toEqual(frames.slice(1));
  });

  test('stray bursts that begin like a packet cost no good packet', () => {
    const random = createSeededRandom(3);
    const frames = randomFrames(random, 600);
    const chunks = frames.flatMap((frame, index) => (index % 35 === 17 ? [Uint8Array.of(0xa0, 0x01, 0x02, 0xc0), bytesOf([frame])] : [bytesOf([frame])]));
    expect(decodeAll(joined(chunks))).toEqual(frames);
    expect(decodeAll(joined(chunks), random)).toEqual(frames);
  });

  test('text between packets is handed on byte for byte', () => {
    const frames = randomFrames(createSeededRandom(4), 6);
    const text = new TextEncoder().encode('Success: Channel set for 3$$$');
    const decoder = createCytonDecoder();
    decoder.restart({ fromStart: true });
    const batch = decoder.decode(joined([bytesOf(frames.slice(0, 1)), text, bytesOf(frames.slice(1))]));
    expect(framesOf(batch)).toEqual(frames);
    expect(new TextDecoder().decode(batch.otherBytes.subarray(0, batch.otherByteCount))).toBe('Success: Channel set for 3$$$');
  });

  test('another mode of the auxiliary bytes is followed, a packet of another mode than both its neighbours is not', () => {
    const stops = [0xc0, 0xc0, 0xc3, 0xc4, 0xc4, 0xc3, 0xc4, 0xc1, 0xc1, 0xc1];
    const frames = randomFrames(createSeededRandom(7), stops.length).map((frame, index) => ({ ...frame, stopByte: stops[index] }));
    expect(decodeAll(bytesOf(frames))).toEqual(frames);
    const odd = frames.map((frame, index) => ({ ...frame, stopByte: index === 5 ? 0xc2 : 0xc0 }));
    expect(decodeAll(bytesOf(odd)).map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9]);
  });

  test('flush() gives a last packet that was waiting, and never half a one', () => {
    const frames = randomFrames(createSeededRandom(5), 4);
    const bytes = bytesOf([frames[0], frames[3]]);
    const decoder = createCytonDecoder();
    decoder.restart({ fromStart: true });
    expect(decoder.decode(bytes).frameCount).toBe(1);
    expect(framesOf(decoder.flush())).toEqual([]); // one packet after a loss, with nothing that confirms it
    decoder.restart({ fromStart: true });
    expect(decoder.decode(bytesOf(frames).subarray(0, 50)).frameCount).toBe(1);
    expect(decoder.flush().frameCount).toBe(0);
  });

  test('a Daisy over WiFi repeats each number: the second of a pair gets the odd frame number, a lone one never does', () => {
    const frames = randomFrames(createSeededRandom(6), 12).map((frame, index) => ({ ...frame, number: index >> 1 }));
    const numbersOf = (kept: Frame[]) => {
      const decoder = createCytonDecoder({ packetsPerNumber: 2 });
      decoder.restart({ fromStart: true });
      return readAll(decoder, [bytesOf(kept)]).map(({ number }) => number);
    };
    expect(numbersOf(frames)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(numbersOf(frames.filter((_, index) => index !== 4))).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
    expect(numbersOf(frames.filter((_, index) => index !== 5))).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
  });

  test('law: any cut of a clean stream gives the same frames', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 80 }), (seed, frameCount) => {
        const random = createSeededRandom(seed);
        const frames = randomFrames(random, frameCount);
        expect(decodeAll(bytesOf(frames), random)).toEqual(frames);
      }),
      { numRuns: 150 },
    );
  });

  test('law: with stray bytes between packets and whole packets lost, every frame given is one that was sent, in order', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createSeededRandom(seed);
        const sent = randomFrames(random, 200);
        const kept = sent.filter(() => random.next() > 0.1);
        const bytes = joined(kept.flatMap((frame) => (random.next() < 0.1 ? [strayBytes(random), bytesOf([frame])] : [bytesOf([frame])])));
        const received = decodeAll(bytes, random);
        expectSubsequence(received, sent);
        // What is not given although it was sent stands alone between two faults.
        expect(received.length).toBeGreaterThan(kept.length * 0.95);
      }),
      RARELY_FAKED,
    );
  });

  test('law: with bytes deleted from a packet here and there, every frame given is one that was sent', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createSeededRandom(seed);
        const sent = randomFrames(random, 200);
        // Whole packets between two damaged ones: where two meet, a packet put together from both cannot be told from a true one, there is no checksum.
        const chunks = sent.map((frame, index) => {
          const bytes = bytesOf([frame]);
          if (index % 4 !== 3) return bytes;
          const start = random.integerBelow(CYTON_PACKET_BYTES);
          const end = Math.min(CYTON_PACKET_BYTES, start + 1 + random.integerBelow(CYTON_PACKET_BYTES));
          return joined([bytes.subarray(0, start), bytes.subarray(end)]);
        });
        const received = decodeAll(joined(chunks), random);
        expectSubsequence(received, sent);
        expect(received.length).toBeGreaterThanOrEqual(148);
      }),
      RARELY_FAKED,
    );
  });

  test('law: any bytes at all are read to their end, and none is kept for ever', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        const decoder = createCytonDecoder();
        let byteCount = 0;
        for (const chunk of chunks) {
          const { frameCount, otherByteCount } = decoder.decode(chunk);
          byteCount += frameCount * CYTON_PACKET_BYTES + otherByteCount;
        }
        const { frameCount, otherByteCount } = decoder.flush();
        byteCount += frameCount * CYTON_PACKET_BYTES + otherByteCount;
        expect(byteCount).toBe(chunks.reduce((sum, { length }) => sum + length, 0));
      }),
    );
  });
});

/** Payloads of uniformly random bytes: the hardest for a decoder that looks for headers. `calm` ones hold no header byte. */
function randomFrames(random: SeededRandom, frameCount: number, { first = 0, calm = false } = {}): Frame[] {
  const stopByte = 0xc0 + random.integerBelow(7);
  return Array.from({ length: frameCount }, (_, index) => ({
    number: (first + index) & 255,
    counts: Array.from({ length: 8 }, () => (calm ? random.integerBelow(100) : random.integerBelow(2 ** 24) - 2 ** 23)),
    auxiliary: Array.from({ length: 6 }, () => (calm ? 0 : random.integerBelow(256))),
    stopByte,
  }));
}

function strayBytes(random: SeededRandom): Uint8Array {
  const bytes = Uint8Array.from({ length: 1 + random.integerBelow(40) }, () => random.integerBelow(256));
  if (random.next() < 0.5) bytes[0] = 0xa0;
  return bytes;
}

function bytesOf(frames: readonly Frame[]): Uint8Array {
  const bytes = new Uint8Array(frames.length * CYTON_PACKET_BYTES);
  frames.forEach((frame, index) => encodeCytonPacket({ ...frame, sampleNumber: frame.number }, bytes, index * CYTON_PACKET_BYTES));
  return bytes;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** In one piece, or in random pieces of 1 to 100 bytes. */
function decodeAll(bytes: Uint8Array, random?: SeededRandom): Frame[] {
  const decoder = createCytonDecoder();
  decoder.restart({ fromStart: true });
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = random ? at + 1 + random.integerBelow(100) : bytes.length;
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return readAll(decoder, chunks);
}

function readAll(decoder: FrameDecoder, chunks: readonly Uint8Array[]): Frame[] {
  return [...chunks.flatMap((chunk) => framesOf(decoder.decode(chunk))), ...framesOf(decoder.flush())];
}

function framesOf({ frameCount, numbers, counts, auxiliary, stopBytes }: ReturnType<FrameDecoder['flush']>): Frame[] {
  return Array.from({ length: frameCount }, (_, index) => ({
    number: numbers[index],
    counts: [...counts.subarray(index * 8, index * 8 + 8)],
    auxiliary: [...auxiliary.subarray(index * 6, index * 6 + 6)],
    stopByte: stopBytes[index],
  }));
}

function expectSubsequence(received: readonly Frame[], sent: readonly Frame[]): void {
  let at = 0;
  for (const [position, frame] of received.entries()) {
    // The number before once more: whoever places frames leaves it out.
    if (position > 0 && frame.number === received[position - 1].number) continue;
    const text = JSON.stringify(frame);
    while (at < sent.length && JSON.stringify(sent[at]) !== text) at++;
    if (at === sent.length) throw new Error(`A frame was given that was never sent: ${text}`);
    at++;
  }
}
