import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCytonEmulator, type CytonEmulatorOptions } from './cyton-emulator.ts';
import type { CytonSignal } from './cyton-signal.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const UV_PER_COUNT_GAIN_24 = (4.5 / 24 / (2 ** 23 - 1)) * 1e6;

/** A signal whose counts at gain 24 are known for each sample and channel. */
function countsSignal(countOf: (sample: number, channel: number) => number): CytonSignal {
  let sample = 0;
  return {
    nextUv(out) {
      for (let channel = 0; channel < out.length; channel += 1) out[channel] = countOf(sample, channel) * UV_PER_COUNT_GAIN_24;
      sample += 1;
    },
  };
}

interface PlainPacket {
  readonly sampleNumber: number;
  readonly counts: readonly number[];
  readonly aux: Uint8Array;
  readonly stopByte: number;
}

/** Cuts a clean stream at every 33 bytes: a decoder too simple to be wrong. */
function cutPackets(bytes: Uint8Array): PlainPacket[] {
  expect(bytes.length % 33).toBe(0);
  return Array.from({ length: bytes.length / 33 }, (_, index) => {
    const packet = bytes.subarray(33 * index, 33 * (index + 1));
    expect(packet[0]).toBe(0xa0);
    const counts = Array.from({ length: 8 }, (__, channel) => ((packet[2 + 3 * channel] << 24) >> 8) | (packet[3 + 3 * channel] << 8) | packet[4 + 3 * channel]);
    return { sampleNumber: packet[1], counts, aux: packet.slice(26, 32), stopByte: packet[32] };
  });
}

function streamFor(packetCount: number, options: CytonEmulatorOptions, commands = 'b'): PlainPacket[] {
  const emulator = createCytonEmulator(options);
  emulator.receive(bytesOf(commands), 0);
  return cutPackets(emulator.packetsUntil(4 * packetCount));
}

/** Any count of an int24, different for each sample and channel. */
const wildCount = (sample: number, channel: number): number => ((Math.imul(sample * 16 + channel + 1, 0x9e3779b1) >>> 8) & 0xffffff) - 0x800000;

describe('packets', () => {
  test('carry the counts of the signal, numbered from 0 and wrapping at 256', () => {
    const packets = streamFor(600, { signal: countsSignal(wildCount) });
    expect(packets.map((packet) => packet.sampleNumber)).toEqual(Array.from({ length: 600 }, (_, index) => index % 256));
    for (const [sample, packet] of packets.entries()) {
      expect(packet.counts).toEqual(Array.from({ length: 8 }, (_, channel) => wildCount(sample, channel)));
      expect(packet.stopByte).toBe(0xc0);
    }
  });

  test('saturate at the rails of 24 bits', () => {
    const [packet] = streamFor(1, { signal: countsSignal((_, channel) => (channel % 2 === 0 ? 1e9 : -1e9)) });
    expect(packet.counts).toEqual([8388607, -8388608, 8388607, -8388608, 8388607, -8388608, 8388607, -8388608]);
  });

  test('of a Daisy: odd ones are the mean of the board\'s last two samples, even ones of the Daisy\'s, toward zero', () => {
    const packets = streamFor(400, { daisy: true, signal: countsSignal(wildCount) });
    for (const [number, packet] of packets.entries()) {
      if (number === 0) continue; // invalid by the firmware's own account
      const first = number % 2 === 1 ? 0 : 8;
      expect(packet.counts).toEqual(
        Array.from({ length: 8 }, (_, channel) => Math.trunc((wildCount(number - 1, first + channel) + wildCount(number, first + channel)) / 2)),
      );
    }
  });

  test('hold the accelerometer at 25 Hz, zeros between, and about 1 g on its Z axis', () => {
    const packets = streamFor(100, {});
    for (const [index, { aux }] of packets.entries()) {
      const z = (aux[4] << 8) | aux[5];
      if (index % 10 === 9) expect(Math.abs((z * 0.002) / 16 - 1)).toBeLessThan(0.05);
      else expect([...aux]).toEqual([0, 0, 0, 0, 0, 0]);
    }
  });

  test('with time stamps: C3 once, then C4 with the board\'s milliseconds, one axis at numbers 7, 8 and 9 of ten', () => {
    const emulator = createCytonEmulator();
    emulator.receive(bytesOf('<'), 0);
    emulator.receive(bytesOf('b'), 100);
    const stamped = cutPackets(emulator.packetsUntil(100 + 4 * 60));
    expect(stamped.map((packet) => packet.stopByte)).toEqual([0xc3, ...Array(59).fill(0xc4)]);
    for (const [index, { aux }] of stamped.entries()) {
      expect(new DataView(aux.buffer).getUint32(2)).toBe(100 + 4 * (index + 1));
      const hasAxis = index >= 9 && index % 10 >= 7;
      expect(aux[0] !== 0 || aux[1] !== 0).toBe(hasAxis);
    }
  });

  test('in marker mode carry a marker once', () => {
    const emulator = createCytonEmulator();
    emulator.receive(bytesOf('/4'), 0);
    emulator.receive(bytesOf('b'), 0);
    emulator.packetsUntil(40);
    emulator.receive(bytesOf('`M'), 40);
    const packets = cutPackets(emulator.packetsUntil(80));
    expect(packets.every((packet) => packet.stopByte === 0xc1)).toBe(true);
    expect(packets.map((packet) => [...packet.aux])).toEqual([[0, 77, 0, 0, 0, 0], ...Array.from({ length: 9 }, () => [0, 0, 0, 0, 0, 0])]);
  });

  test('a gain of 1 makes the same voltage 24 times smaller; a channel that is off reads 0', () => {
    const emulator = createCytonEmulator({ signal: countsSignal(() => 24_000) });
    emulator.receive(bytesOf('x1000110X3'), 0);
    emulator.receive(bytesOf('b'), 0);
    emulator.packetsUntil(3);
    expect(cutPackets(emulator.packetsUntil(4))[0].counts).toEqual([1000, 24_000, 0, 24_000, 24_000, 24_000, 24_000, 24_000]);
  });

  test('a changed rate resets every gain, as the firmware does', () => {
    const emulator = createCytonEmulator({ signal: countsSignal(() => 24_000) });
    emulator.receive(bytesOf('x1000110X~6b'), 0);
    expect(cutPackets(emulator.packetsUntil(4).slice(-33))[0].counts[0]).toBe(24_000);
  });

  test('the slow test signal is a square wave of ±1.875 mV at 0.98 Hz', () => {
    const emulator = createCytonEmulator();
    emulator.receive(bytesOf('-'), 0);
    emulator.receive(bytesOf('b'), 0);
    const wave = cutPackets(emulator.packetsUntil(4000)).map((packet) => packet.counts[3] * UV_PER_COUNT_GAIN_24);
    expect(Math.max(...wave)).toBeCloseTo(1875, 0);
    expect(Math.min(...wave)).toBeCloseTo(-1875, 0);
    const rises = wave.flatMap((value, index) => (index > 0 && value > 0 && wave[index - 1] < 0 ? [index] : []));
    expect((rises[1] - rises[0]) / 250).toBeCloseTo(2 ** 21 / 2.048e6, 2);
  });

  test('a lead-off test shows the electrode\'s impedance by the formula of the OpenBCI GUI', () => {
    const impedancesOhm = Array.from({ length: 8 }, (_, channel) => 1000 * (channel + 1));
    const emulator = createCytonEmulator({ impedancesOhm });
    emulator.receive(bytesOf('z501Z'), 0);
    emulator.receive(bytesOf('b'), 0);
    const values = cutPackets(emulator.packetsUntil(4000)).map((packet) => packet.counts[4] * UV_PER_COUNT_GAIN_24);
    const stdUv = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    // |Z| = √2·std·1e-6 / 6 nA - 2200 Ω
    expect(((Math.SQRT2 * stdUv * 1e-6) / 6e-9 - 2200) / 5000).toBeCloseTo(1, 2);
  });
});

describe('time', () => {
  test('packets come every 4 ms of the board\'s own clock', () => {
    const fast = createCytonEmulator({ driftPpm: 1000 });
    fast.receive(bytesOf('b'), 0);
    expect(fast.packetsUntil(1_000_001).length / 33).toBe(250_250);
  });

  test('how the time is cut does not change a byte', () => {
    const faults = { dropRatio: 0.1, garbageRatio: 0.1, cutRatio: 0.05, wrapGapRatio: 0.001 };
    const make = () => createCytonEmulator({ daisy: true, seed: 5, faults, signal: countsSignal(wildCount) });
    const whole = make();
    whole.receive(bytesOf('b'), 0);
    const expected = whole.packetsUntil(20_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }), (stepsMs) => {
        const emulator = make();
        emulator.receive(bytesOf('b'), 0);
        const pieces: number[] = [];
        let timeMs = 0;
        for (let index = 0; timeMs < 20_000; index += 1) {
          timeMs = Math.min(20_000, timeMs + stepsMs[index % stepsMs.length]);
          pieces.push(...emulator.packetsUntil(timeMs));
        }
        expect(Uint8Array.from(pieces)).toEqual(expected);
        expect(emulator.ledger()).toEqual(whole.ledger());
      }),
      { numRuns: 10 },
    );
  });

  test('does not go back', () => {
    const emulator = createCytonEmulator();
    emulator.packetsUntil(100);
    expect(() => emulator.packetsUntil(99)).toThrow(RangeError);
  });

  test('each start of the stream begins at number 0 again, a change of a channel while streaming too', () => {
    const emulator = createCytonEmulator();
    emulator.receive(bytesOf('b'), 0);
    emulator.packetsUntil(40);
    emulator.receive(bytesOf('x1060110X'), 40);
    expect(cutPackets(emulator.packetsUntil(48)).map((packet) => packet.sampleNumber)).toEqual([0, 1]);
    emulator.receive(bytesOf('s'), 48);
    emulator.receive(bytesOf('b'), 50);
    expect(cutPackets(emulator.packetsUntil(54)).map((packet) => packet.sampleNumber)).toEqual([0]);
    expect(emulator.ledger().packetCounts).toEqual([10, 2, 1]);
  });
});

describe('faults', () => {
  test('a drop by script loses exactly these packets, and the ledger names them', () => {
    const emulator = createCytonEmulator({ faults: { script: [{ type: 'drop', atPacket: 100, packetCount: 3 }] }, signal: countsSignal(wildCount) });
    emulator.receive(bytesOf('b'), 0);
    const packets = cutPackets(emulator.packetsUntil(4 * 200));
    expect(packets.map((packet) => packet.sampleNumber)).toEqual([...Array(100).keys(), ...Array.from({ length: 97 }, (_, index) => 103 + index)]);
    // What is lost is lost: the signal went on.
    expect(packets[100].counts[0]).toBe(wildCount(103, 0));
    expect(emulator.ledger()).toMatchObject({ packetCounts: [200], lostPackets: [{ stream: 0, firstPacket: 100, count: 3 }], lostPacketCount: 3, strayByteCount: 0 });
  });

  test.each(['odd', 'even'] as const)('a loss of %s packets spares the others', (dropParity) => {
    const emulator = createCytonEmulator({ daisy: true, faults: { dropRatio: 0.2, dropParity }, seed: 3 });
    emulator.receive(bytesOf('b'), 0);
    emulator.packetsUntil(4 * 5000);
    const { lostPackets, lostPacketCount } = emulator.ledger();
    expect(lostPackets.every((run) => run.count === 1 && (run.firstPacket % 2 === 1) === (dropParity === 'odd'))).toBe(true);
    // 2,500 candidates at 0.2: 500 ± 4 standard deviations
    expect(Math.abs(lostPacketCount - 500)).toBeLessThan(80);
  });

  test('bytes and ledger agree for any mixture: whole packets + stray bytes = everything that arrived', () => {
    const ratio = fc.double({ min: 0, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(fc.integer(), ratio, ratio, ratio, (seed, dropRatio, garbageRatio, cutRatio) => {
        const emulator = createCytonEmulator({ seed, faults: { dropRatio, garbageRatio, cutRatio, wrapGapRatio: 0.001 } });
        emulator.receive(bytesOf('b'), 0);
        const arrived = emulator.packetsUntil(4 * 1000).length;
        const ledger = emulator.ledger();
        expect(ledger.packetCounts).toEqual([1000]);
        expect(arrived).toBe(33 * (1000 - ledger.lostPacketCount) + ledger.strayByteCount);
        expect(ledger.lostPackets.reduce((sum, run) => sum + run.count, 0)).toBe(ledger.lostPacketCount);
      }),
      { numRuns: 50 },
    );
  });

  test('a wrap gap hides 256 packets behind an unbroken sample number', () => {
    const emulator = createCytonEmulator({ faults: { script: [{ type: 'drop', atPacket: 10, packetCount: 256 }] } });
    emulator.receive(bytesOf('b'), 0);
    expect(cutPackets(emulator.packetsUntil(4 * 270)).map((packet) => packet.sampleNumber)).toEqual([...Array(14).keys()]);
  });

  test('a stall holds everything back and loses nothing', () => {
    const emulator = createCytonEmulator({ faults: { script: [{ type: 'stall', atPacket: 5, durationMs: 100 }] } });
    emulator.receive(bytesOf('b'), 0);
    expect(emulator.packetsUntil(20)).toHaveLength(5 * 33);
    expect(emulator.packetsUntil(123.9)).toHaveLength(0);
    expect(emulator.packetsUntil(124)).toHaveLength(26 * 33);
    expect(emulator.ledger()).toMatchObject({ lostPacketCount: 0, stallCount: 1 });
  });

  test('garbage and a cut packet by script are found where they were put', () => {
    const burst = Uint8Array.of(0xa0, 0x01, 0x02, 0xc0);
    const emulator = createCytonEmulator({ faults: { script: [{ type: 'garbage', atPacket: 1, bytes: burst }, { type: 'cut', atPacket: 2, byteCount: 20 }] } });
    emulator.receive(bytesOf('b'), 0);
    const bytes = emulator.packetsUntil(16);
    expect(bytes).toHaveLength(3 * 33 + 4 + 20);
    expect(bytes.slice(33, 37)).toEqual(burst);
    expect(bytes.slice(37 + 33, 37 + 35)).toEqual(Uint8Array.of(0xa0, 2));
    expect(emulator.ledger()).toMatchObject({ strayByteCount: 24, garbageBurstCount: 1, cutPacketCount: 1, lostPackets: [{ stream: 0, firstPacket: 2, count: 1 }] });
  });

  test('after the cable is out nothing arrives, not even replies', () => {
    const emulator = createCytonEmulator({ faults: { script: [{ type: 'unplug', atPacket: 3 }] } });
    emulator.receive(bytesOf('b'), 0);
    expect(emulator.packetsUntil(12)).toHaveLength(3 * 33);
    expect(emulator.packetsUntil(1000)).toHaveLength(0);
    expect(emulator.unplugged).toBe(true);
    expect(emulator.receive(bytesOf('v'), 1001)).toHaveLength(0);
    expect(emulator.ledger().unpluggedMs).toBe(16);
  });

  test('a ratio must be a ratio', () => {
    expect(() => createCytonEmulator({ faults: { dropRatio: 1.5 } })).toThrow('dropRatio is 1.5');
  });
});
