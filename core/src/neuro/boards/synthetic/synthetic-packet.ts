/** Two header bytes, a 16-bit number, 16 counts of 24 bits, a 16-bit checksum; all big-endian. */
export const SYNTHETIC_CHANNEL_COUNT = 16;
export const SYNTHETIC_PACKET_BYTES = 4 + SYNTHETIC_CHANNEL_COUNT * 3 + 2;
export const SYNTHETIC_HEADER = [0x49, 0x5a] as const;
export const SYNTHETIC_RATE_HZ = 250;
/** µV per count. */
export const SYNTHETIC_SCALE_UV = 0.01;

/** @returns the position after the packet */
export function encodeSyntheticPacket({ number, counts }: { readonly number: number; readonly counts: ArrayLike<number> }, out: Uint8Array, startBytes = 0): number {
  if (counts.length !== SYNTHETIC_CHANNEL_COUNT) throw new RangeError(`Cannot encode a synthetic packet of ${counts.length} channels: it has ${SYNTHETIC_CHANNEL_COUNT}`);
  out[startBytes] = SYNTHETIC_HEADER[0];
  out[startBytes + 1] = SYNTHETIC_HEADER[1];
  out[startBytes + 2] = number >> 8;
  out[startBytes + 3] = number;
  for (let channel = 0; channel < SYNTHETIC_CHANNEL_COUNT; channel++) {
    for (let byte = 0; byte < 3; byte++) out[startBytes + 4 + channel * 3 + byte] = counts[channel] >> (16 - byte * 8);
  }
  const end = startBytes + SYNTHETIC_PACKET_BYTES;
  const checksum = checksumOf(out, startBytes, end - 2);
  out[end - 2] = checksum >> 8;
  out[end - 1] = checksum;
  return end;
}

/** Fletcher-16. */
export function checksumOf(bytes: Uint8Array, start: number, end: number): number {
  let low = 0;
  let high = 0;
  for (let at = start; at < end; at++) {
    low = (low + bytes[at]) % 255;
    high = (high + low) % 255;
  }
  return (high << 8) | low;
}

/**
 * Channel i is a sine of 5 (i + 1) Hz and 10 (i + 1) µV: known for every sample, so that what comes out of a capture can be held against it.
 */
export function syntheticSampleUv(channel: number, sampleIndex: number): number {
  const frequencyHz = 5 * (channel + 1);
  return 10 * (channel + 1) * Math.sin((2 * Math.PI * frequencyHz * sampleIndex) / SYNTHETIC_RATE_HZ);
}
