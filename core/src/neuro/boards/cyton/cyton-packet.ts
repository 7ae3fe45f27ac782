export const CYTON_PACKET_BYTES = 33;
export const CYTON_HEADER = 0xa0;
export const CYTON_CHANNEL_COUNT = 8;

/**
 * The last byte of a packet says what its six auxiliary bytes are.
 * @see OpenBCI Documentation, Cyton Data Format
 */
export const CYTON_STOP = {
  accelerometer: 0xc0,
  raw: 0xc1,
  userDefined: 0xc2,
  timeSetAccelerometer: 0xc3,
  timeStampedAccelerometer: 0xc4,
  timeSetRaw: 0xc5,
  timeStampedRaw: 0xc6,
} as const;

export interface CytonPacket {
  /** 0 to 255; higher numbers wrap. */
  readonly sampleNumber: number;
  /** Counts of the converter [8], 24-bit signed. */
  readonly counts: ArrayLike<number>;
  /** Bytes 26 to 31 [6]; zeros when absent. */
  readonly auxiliary?: ArrayLike<number> | undefined;
  /** 0xC0 when absent. */
  readonly stopByte?: number | undefined;
}

/**
 * Writes the 33 bytes of a packet as the dongle hands them on.
 * @returns the position after the packet
 * @throws RangeError for other than 8 channels, a count beyond 24 bits, or too little room
 */
export function encodeCytonPacket(packet: CytonPacket, out: Uint8Array, startBytes = 0): number {
  const { sampleNumber, counts, auxiliary, stopByte = CYTON_STOP.accelerometer } = packet;
  if (counts.length !== CYTON_CHANNEL_COUNT) throw new RangeError(`Cannot encode a Cyton packet of ${counts.length} channels: it has ${CYTON_CHANNEL_COUNT}`);
  if (startBytes + CYTON_PACKET_BYTES > out.length) throw new RangeError(`Cannot write a packet at byte ${startBytes} of ${out.length}: it has ${CYTON_PACKET_BYTES} bytes`);
  out[startBytes] = CYTON_HEADER;
  out[startBytes + 1] = sampleNumber;
  for (let channel = 0; channel < CYTON_CHANNEL_COUNT; channel++) {
    const count = counts[channel];
    if (!(count >= -0x800000 && count <= 0x7fffff)) throw new RangeError(`Cannot encode ${count} in channel ${channel}: a count has 24 bits`);
    const at = startBytes + 2 + channel * 3;
    out[at] = count >> 16;
    out[at + 1] = count >> 8;
    out[at + 2] = count;
  }
  for (let index = 0; index < 6; index++) out[startBytes + 26 + index] = auxiliary?.[index] ?? 0;
  out[startBytes + 32] = stopByte;
  return startBytes + CYTON_PACKET_BYTES;
}
