import { IzaError } from '../../foundation/index.ts';

const decoder = new TextDecoder();
/** In bytes. The decoder's fixed cost exceeds that of a short word. */
const longestShortText = 8;

/** Reads what a ByteWriter wrote. @throws IzaError `index-corrupt` past the end */
export interface ByteReader {
  varint(): number;
  byte(): number;
  text(): string;
  bytes(length: number): Uint8Array;
  readonly done: boolean;
}

export function createByteReader(source: Uint8Array): ByteReader {
  let position = 0;

  function byte(): number {
    if (position >= source.length) throw new IzaError('index-corrupt', `Cannot read byte ${position} of an index record of ${source.length} bytes: rebuild the index`);
    return source[position++];
  }

  function varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const next = byte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) return value >>> 0;
    }
    throw new IzaError('index-corrupt', `Cannot read a number before byte ${position} of an index record: rebuild the index`);
  }

  function bytes(length: number): Uint8Array {
    if (position + length > source.length) throw new IzaError('index-corrupt', `Cannot read ${length} bytes at ${position} of an index record of ${source.length} bytes: rebuild the index`);
    position += length;
    return source.subarray(position - length, position);
  }

  return {
    varint,
    byte,
    bytes,
    text() {
      const encoded = bytes(varint());
      if (encoded.length > longestShortText) return decoder.decode(encoded);
      let short = '';
      for (let index = 0; index < encoded.length; index++) {
        const code = encoded[index];
        if (code > 127) return decoder.decode(encoded);
        short += String.fromCharCode(code);
      }
      return short;
    },
    get done() {
      return position >= source.length;
    },
  };
}
