/** The bytes of the samples, little-endian on every machine. */
export function littleEndianBytes(samples: Float64Array): Uint8Array {
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  if (isLittleEndian) return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const view = new DataView(new ArrayBuffer(samples.byteLength));
  for (const [index, value] of samples.entries()) view.setFloat64(index * 8, value, true);
  return new Uint8Array(view.buffer);
}
