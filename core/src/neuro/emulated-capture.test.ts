import { describe, expect, test } from 'vitest';
import type { BoardId, Clock, Transport } from '../ports/index.ts';
import { boards, captureSamples, createCytonEmulator, type CaptureState, type CytonEmulator, type CytonFaults, type CytonSignal } from './index.ts';

const UV_PER_COUNT = (4.5 / 24 / (2 ** 23 - 1)) * 1e6;
const PACKET_COUNT = Number(process.env['IZA_EMULATED_PACKETS'] ?? 30_000);

/** Any count of an int24, different for each packet and channel. */
const wildCount = (packet: number, channel: number): number => ((Math.imul(packet * 16 + channel + 1, 0x9e3779b1) >>> 8) & 0xffffff) - 0x800000;

describe('captureSamples() of an emulated Cyton gives not one wrong sample and counts every loss', () => {
  const kinds: [string, CytonFaults][] = [
    ['5 % of packets lost', { dropRatio: 0.05 }],
    ['stray bytes before 5 % of packets', { garbageRatio: 0.05 }],
    ['5 % of packets lost, cut, or after stray bytes', { dropRatio: 0.02, garbageRatio: 0.02, cutRatio: 0.01 }],
    ['stalls of half a second', { stallRatio: 0.0005, stallMs: 500, dropRatio: 0.01 }],
    ['stalls of three seconds', { stallRatio: 0.0001, stallMs: 3000, dropRatio: 0.01 }],
    ['losses of exactly one turn of the counter', { wrapGapRatio: 0.0003, dropRatio: 0.01 }],
  ];
  for (const [name, faults] of kinds) {
    test(name, async () => {
      const { emulator, state, packets } = await captureAll('cyton', faults, PACKET_COUNT);
      const lost = lostPackets(emulator);
      let wrongCount = 0;
      let falselyLostCount = 0;
      let missedLossCount = 0;
      for (let packet = 0; packet < packets.length; packet++) {
        const value = packets[packet];
        if (Number.isNaN(value)) {
          if (!lost.has(packet)) falselyLostCount++;
        } else if (lost.has(packet)) missedLossCount++;
        else if (value !== wildCount(packet, 7) * UV_PER_COUNT) wrongCount++;
      }
      // Two damages that meet can make what nobody can tell from a packet: one cut short, filled up to 33 bytes by stray ones.
      // A packet that stands alone between two faults is given up: nothing confirms it.
      expect({ wrongCount, isMissedLossRare: missedLossCount <= (faults.cutRatio ? packets.length * 1e-5 : 0) }).toEqual({ wrongCount: 0, isMissedLossRare: true });
      expect(falselyLostCount / packets.length).toBeLessThan(faults.garbageRatio ? 0.0005 : 1e-9);
      expect(packets.length).toBeGreaterThan(PACKET_COUNT * 0.98);
      expect(state.lostCount).toBe(packets.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0));
    });
  }

  for (const dropParity of ['even', 'odd'] as const) {
    test(`a Daisy whose ${dropParity} packets are lost loses those pairs and no other`, async () => {
      const perfect = await captureAll('cyton-daisy', {}, 10_000);
      const { packets, state, emulator } = await captureAll('cyton-daisy', { dropRatio: 0.05, dropParity }, 10_000);
      // Sample 0 is the pair of packets 2 and 3: the first mean after a start is no mean.
      const lostPairs = new Set([...lostPackets(emulator)].map((packet) => (packet >> 1) - 1));
      for (let sample = 0; sample < Math.min(packets.length, perfect.packets.length); sample++) {
        const value = packets[sample];
        if (Number.isNaN(value) !== lostPairs.has(sample)) throw new Error(`Sample ${sample} is ${value}`);
        if (!Number.isNaN(value) && value !== perfect.packets[sample]) throw new Error(`Sample ${sample} is ${value}, should be ${perfect.packets[sample]}`);
      }
      expect(state.lostCount).toBe(packets.filter(Number.isNaN).length);
    });
  }
});

function lostPackets(emulator: CytonEmulator): Set<number> {
  return new Set(emulator.ledger().lostPackets.flatMap(({ firstPacket, count }) => Array.from({ length: count }, (_, index) => firstPacket + index)));
}

/** The last channel of every sample, captured in chunks of about 16 ms as an FTDI chip hands them over. */
async function captureAll(boardId: BoardId, faults: CytonFaults, packetCount: number): Promise<{ emulator: CytonEmulator; state: CaptureState; packets: number[] }> {
  let sample = 0;
  const signal: CytonSignal = {
    nextUv(out) {
      for (let channel = 0; channel < out.length; channel++) out[channel] = wildCount(sample, channel) * UV_PER_COUNT;
      sample++;
    },
  };
  const emulator = createCytonEmulator({ daisy: boardId === 'cyton-daisy', faults, signal, seed: 7 });
  let nowMs = 0;
  const transport = createEmulatedTransport(emulator, { nowMs: () => nowMs, advance: (ms) => (nowMs += ms) });
  const capture = await captureSamples(transport, { board: boards[boardId], clock: eagerClock });
  const packets: number[] = [];
  for await (const event of capture) {
    if (event.type === 'samples') {
      const { sampleCount, samples } = event.block;
      for (let index = 0; index < sampleCount; index++) packets.push(samples[samples.length - sampleCount + index]);
    }
    if (nowMs > packetCount * 4) capture.stop();
  }
  return { emulator, state: capture.state(), packets };
}

/** Time goes by as chunks are asked for. */
function createEmulatedTransport(emulator: CytonEmulator, time: { nowMs(): number; advance(ms: number): void }): Transport {
  const replies: Uint8Array[] = [];
  let isClosed = false;
  return {
    description: 'emulated Cyton',
    nowMs: time.nowMs,
    async *chunks() {
      while (!isClosed) {
        const reply = replies.shift();
        if (reply) yield { bytes: reply, arrivalMs: time.nowMs() };
        if (!emulator.streaming) await eagerClock.sleep(1);
        else time.advance(16);
        const bytes = emulator.packetsUntil(time.nowMs());
        if (bytes.length > 0) yield { bytes, arrivalMs: time.nowMs() };
      }
    },
    async write(bytes) {
      replies.push(emulator.receive(bytes, time.nowMs()));
    },
    async close() {
      isClosed = true;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** Lets everything else go first, and waits no longer. */
const eagerClock: Clock = {
  nowMs: () => 0,
  sleep: (_durationMs, { signal } = {}) =>
    new Promise((resolve, reject) => {
      setTimeout(() => (signal?.aborted ? reject(signal.reason as Error) : resolve()), 0);
    }),
};
