import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGanglionDecoder } from './ganglion-decoder.ts';
import { encodeGanglionPacket, encodeGanglionRawPacket, readGanglionBits, readGanglionMessage, writeGanglionBits } from './ganglion-packet.ts';
import { ganglionMicrovoltsPerCount, ganglionSettings, ganglionSettingsAfter, readGanglionAuxiliary } from './ganglion-settings.ts';

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

describe('readGanglionBits()', () => {
  test('the sign is in the lowest bit: negatives lose one more', () => {
    const field = new Uint8Array(3);
    for (const [value, expected] of [[-2, -2], [-1, -2], [1, 0], [5, 4], [-131_072, -131_072], [131_070, 131_070]]) {
      writeGanglionBits(value, field, 3, 18);
      expect(readGanglionBits(field, 3, 18), String(value)).toBe(expected);
    }
  });

  test('law: what is written is read back but for its lowest bit, and no other bit is touched', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 18), max: 2 ** 18 - 1 }), fc.integer({ min: 0, max: 60 }), fc.uint8Array({ minLength: 12, maxLength: 12 }), (value, startBit, bytes) => {
        const written = bytes.slice();
        writeGanglionBits(value, written, startBit, 19);
        expect(readGanglionBits(written, startBit, 19)).toBe(value & ~1);
        for (let bit = 0; bit < 96; bit++) {
          if (bit >= startBit && bit < startBit + 19) continue;
          expect((written[bit >> 3] >> (7 - (bit & 7))) & 1).toBe((bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
        }
      }),
    );
  });
});

describe('createGanglionDecoder()', () => {
  test('firmware 3: 18 bits with the accelerometer, 19 without', () => {
    const decoder = createGanglionDecoder({ firmwareMajor: 3 });
    const values = [2, -2, 4, -4, 6, -6, 8, -8];
    const batch = decoder.decode(encodeGanglionPacket({ id: 2, values, axis: 0xc0 }, { bitCount: 18 }));
    expect([...batch.numbers.subarray(0, 2)]).toEqual([4, 5]);
    expect([...batch.counts.subarray(0, 8)]).toEqual(values.map((value) => value * 64));
    expect(readGanglionAuxiliary(batch, 0, ganglionSettings)).toEqual([{ kind: 'acceleration', values: [Number.NaN, Number.NaN, -1] }]);
    expect(readGanglionAuxiliary(batch, 1, ganglionSettings)).toEqual([]);
    const wide = decoder.decode(encodeGanglionPacket({ id: 199, values }, { bitCount: 19 }));
    expect([...wide.numbers.subarray(0, 2)]).toEqual([198, 199]);
    expect([...wide.counts.subarray(0, 8)]).toEqual(values.map((value) => value * 32));
  });

  test('firmware 2: differences from the last whole sample; nothing is given after a lost packet until the next one', () => {
    const decoder = createGanglionDecoder({ firmwareMajor: 2 });
    const difference = (id: number) => encodeGanglionPacket({ id, values: [2, 4, -6, 0, 2, 4, -6, 0] }, { bitCount: 18 });
    expect(decoder.decode(difference(5)).frameCount).toBe(0);
    expect([...decoder.decode(encodeGanglionRawPacket([100, -100, 8_388_607, 0])).counts.subarray(0, 4)]).toEqual([100, -100, 8_388_607, 0]);
    const first = decoder.decode(difference(1));
    expect([...first.numbers.subarray(0, 2)]).toEqual([1, 2]);
    expect([...first.counts.subarray(0, 8)]).toEqual([98, -104, 8_388_613, 0, 96, -108, 8_388_619, 0]);
    expect(decoder.decode(difference(3)).frameCount).toBe(0);
    expect(decoder.decode(difference(4)).frameCount).toBe(0);
    expect(decoder.decode(encodeGanglionRawPacket([1, 2, 3, 4])).frameCount).toBe(1);
    expect(decoder.decode(encodeGanglionPacket({ id: 101, values: [2, 0, 0, 0, 0, 0, 0, 0] }, { bitCount: 19 })).frameCount).toBe(2);
  });

  test('impedances and texts are no samples', () => {
    const decoder = createGanglionDecoder({ firmwareMajor: 3 });
    const impedance = Uint8Array.of(203, ...ascii('12345Z'));
    const batch = decoder.decode(impedance);
    expect([batch.frameCount, batch.otherByteCount]).toEqual([0, 7]);
    expect(readGanglionMessage(impedance)).toEqual({ type: 'impedance', channel: 2, ohm: 12_345 });
    expect(readGanglionMessage(Uint8Array.of(205, ...ascii('700Z')))).toEqual({ type: 'impedance', channel: 4, ohm: 700 });
    expect(readGanglionMessage(Uint8Array.of(206, ...ascii('OpenBCI ')))).toEqual({ type: 'text', text: 'OpenBCI ', isLast: false });
    expect(readGanglionMessage(Uint8Array.of(207, ...ascii('Ganglion')))).toEqual({ type: 'text', text: 'Ganglion', isLast: true });
    expect(readGanglionMessage(Uint8Array.of(201, ...ascii('no number')))).toBeUndefined();
    expect(readGanglionMessage(Uint8Array.of(12))).toBeUndefined();
  });
});

describe('Ganglion settings', () => {
  test('a count is 0.00186995 µV', () => {
    expect(ganglionMicrovoltsPerCount()).toBeCloseTo(0.00186995, 8); // BrainFlow 9097190c, eeg_scale
  });

  test('channels, accelerometer and rate are tracked; v puts back all but the firmware', () => {
    const changed = ganglionSettingsAfter({ ...ganglionSettings, firmwareMajor: 2 }, '13!N~6');
    expect(changed.channels.map(({ powered }) => powered)).toEqual([true, true, false, true]);
    expect(changed).toMatchObject({ accelerometerOn: false, frameRateHz: 400 });
    expect(ganglionSettingsAfter(changed, 'v')).toEqual({ ...ganglionSettings, firmwareMajor: 2 });
  });
});
