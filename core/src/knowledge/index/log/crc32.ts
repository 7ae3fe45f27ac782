/**
 * CRC-32 as in zlib and PNG (reflected polynomial 0xEDB88320). Finds every damaged run of up to 32 bits.
 * `previous` is the checksum of the bytes before these, so that parts can be checked one after the other.
 */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let crc = ~previous;
  let index = 0;
  // Four bytes a step through four tables ("slicing by 4"): about three times as fast as one byte a step.
  for (const end = bytes.length - 3; index < end; index += 4) {
    crc ^= bytes[index] | (bytes[index + 1] << 8) | (bytes[index + 2] << 16) | (bytes[index + 3] << 24);
    crc = tables[768 + (crc & 255)] ^ tables[512 + ((crc >>> 8) & 255)] ^ tables[256 + ((crc >>> 16) & 255)] ^ tables[crc >>> 24];
  }
  for (; index < bytes.length; index += 1) crc = tables[(crc ^ bytes[index]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Four tables of 256: table `k` advances a byte by `k` further zero bytes. Constant. */
const tables: Int32Array = (() => {
  const values = new Int32Array(1024);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    values[byte] = crc;
  }
  for (let index = 256; index < 1024; index += 1) {
    const before = values[index - 256];
    values[index] = (before >>> 8) ^ values[before & 255];
  }
  return values;
})();
