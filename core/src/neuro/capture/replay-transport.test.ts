import { describe, expect, test } from 'vitest';
import { createManualClock, settle } from '../../testing/doubles/index.ts';
import { boards, encodeSyntheticPacket, SYNTHETIC_CHANNEL_COUNT, SYNTHETIC_PACKET_BYTES, SYNTHETIC_SCALE_UV, syntheticSampleUv } from '../boards/index.ts';
import { captureSamples } from './capture-samples.ts';
import { createReplayTransport } from './replay-transport.ts';

async function* piecesOf(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** Samples [first, first + count) of the synthetic board as it sends them. */
function syntheticBytes(count: number, first = 0): Uint8Array {
  const bytes = new Uint8Array(count * SYNTHETIC_PACKET_BYTES);
  for (let sample = 0; sample < count; sample++) {
    const counts = Array.from({ length: SYNTHETIC_CHANNEL_COUNT }, (_, channel) => Math.round(syntheticSampleUv(channel, first + sample) / SYNTHETIC_SCALE_UV));
    encodeSyntheticPacket({ number: first + sample, counts }, bytes, sample * SYNTHETIC_PACKET_BYTES);
  }
  return bytes;
}

describe('createReplayTransport()', () => {
  test('gives recorded bytes the times that they had, as fast as they are taken', async () => {
    const transport = createReplayTransport(piecesOf(new Uint8Array(1000), 250), { description: 'a file', bytesPerSecond: 1000 });
    const times: number[] = [];
    for await (const { arrivalMs } of transport.chunks()) times.push(arrivalMs);
    expect(times).toEqual([250, 500, 750, 1000]);
  });

  test('with a clock it hands them over when they are due', async () => {
    const clock = createManualClock(5000);
    const transport = createReplayTransport(piecesOf(new Uint8Array(1000), 500), { description: 'a file', bytesPerSecond: 1000, clock });
    const times: number[] = [];
    void (async () => {
      for await (const { arrivalMs } of transport.chunks()) times.push(arrivalMs);
    })();
    await settle();
    expect(times).toEqual([]);
    await clock.advance(500);
    expect(times).toEqual([5500]);
    await clock.advance(500);
    expect(times).toEqual([5500, 6000]);
  });

  test('captured without a handshake it gives every sample from the first whole packet on, and ends with the bytes', async () => {
    const bytes = syntheticBytes(1000, 300).subarray(20);
    const transport = createReplayTransport(piecesOf(bytes, 777), { description: 'a file', bytesPerSecond: SYNTHETIC_PACKET_BYTES * 250 });
    const capture = await captureSamples(transport, { board: boards.synthetic, clock: createManualClock(0), handshake: false });
    let next = 0;
    for await (const event of capture) {
      if (event.type !== 'samples') continue;
      const { firstSampleIndex, sampleCount, samples, lostCount } = event.block;
      expect([firstSampleIndex, lostCount]).toEqual([next, 0]);
      for (let index = 0; index < sampleCount; index++) expect(samples[3 * sampleCount + index]).toBeCloseTo(syntheticSampleUv(3, 301 + next + index), 2);
      next += sampleCount;
    }
    expect(next).toBe(999);
  });

  test('a rate that is none is refused', () => {
    expect(() => createReplayTransport(piecesOf(new Uint8Array(1), 1), { description: 'a file', bytesPerSecond: 0 })).toThrow(RangeError);
  });
});
