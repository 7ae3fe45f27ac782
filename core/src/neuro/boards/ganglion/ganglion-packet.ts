export const GANGLION_PACKET_BYTES = 20;
export const GANGLION_CHANNEL_COUNT = 4;
/** Numbers of packets with 18 bits a value (accelerometer on) begin at 0 or 1, those with 19 bits are 100 higher. */
export const GANGLION_WIDE_OFFSET = 100;

/**
 * Bits of one value of a compressed packet. The board puts the sign into the lowest bit, whose own value is lost, so that the highest is free.
 * @returns the value with its lowest bit 0
 * @see OpenBCI_Ganglion_Library, compressData18() and compressData19()
 */
export function readGanglionBits(bytes: Uint8Array, startBit: number, bitCount: 18 | 19): number {
  let field = 0;
  for (let bit = startBit; bit < startBit + bitCount; bit++) field = (field << 1) | ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
  const isNegative = (field & 1) === 1;
  return isNegative ? (field & ~1) - 2 ** bitCount : field;
}

/** The inverse of `readGanglionBits`; the lowest bit of the value is lost. */
export function writeGanglionBits(value: number, bytes: Uint8Array, startBit: number, bitCount: 18 | 19): void {
  const field = ((value & ~1) | (value < 0 ? 1 : 0)) & (2 ** bitCount - 1);
  for (let index = 0; index < bitCount; index++) {
    const bit = startBit + index;
    const mask = 1 << (7 - (bit & 7));
    if ((field >> (bitCount - 1 - index)) & 1) bytes[bit >> 3] |= mask;
    else bytes[bit >> 3] &= ~mask;
  }
}

export interface GanglionPacket {
  /** The first byte: 0-100 and 101-200 on firmware 2, 0-99 and 100-199 on firmware 3. */
  readonly id: number;
  /** Two times four values [8]: differences on firmware 2 (previous minus this), counts divided by 2^6 or 2^5 on firmware 3. */
  readonly values: ArrayLike<number>;
  /** Byte 19 of an 18-bit packet: one axis of the accelerometer. */
  readonly axis?: number | undefined;
}

/** A compressed packet, 20 bytes. */
export function encodeGanglionPacket({ id, values, axis = 0 }: GanglionPacket, { bitCount }: { readonly bitCount: 18 | 19 }): Uint8Array {
  const bytes = new Uint8Array(GANGLION_PACKET_BYTES);
  bytes[0] = id;
  for (let index = 0; index < 8; index++) writeGanglionBits(values[index], bytes, 8 + index * bitCount, bitCount);
  if (bitCount === 18) bytes[19] = axis;
  return bytes;
}

/** Firmware 2 begins each turn with one sample of whole counts, from which the differences go on. */
export function encodeGanglionRawPacket(counts: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(GANGLION_PACKET_BYTES);
  for (let channel = 0; channel < GANGLION_CHANNEL_COUNT; channel++) {
    for (let byte = 0; byte < 3; byte++) bytes[1 + channel * 3 + byte] = counts[channel] >> (16 - byte * 8);
  }
  for (let index = 13; index < 20; index++) bytes[index] = 'A'.charCodeAt(0) + index - 13;
  return bytes;
}

/** What a Ganglion says that is no sample. */
export type GanglionMessage =
  /** Channel 0-3, or 4 for the reference. */
  | { readonly type: 'impedance'; readonly channel: number; readonly ohm: number }
  | { readonly type: 'text'; readonly text: string; readonly isLast: boolean };

/** @returns `undefined` for samples and for what is neither */
export function readGanglionMessage(notification: Uint8Array): GanglionMessage | undefined {
  const id = notification[0];
  const text = String.fromCharCode(...notification.subarray(1));
  if (id >= 201 && id <= 205) {
    const match = /^\s*(\d+)\s*Z/.exec(text);
    return match ? { type: 'impedance', channel: id - 201, ohm: Number(match[1]) } : undefined;
  }
  if (id === 206 || id === 207) return { type: 'text', text, isLast: id === 207 };
  return undefined;
}
