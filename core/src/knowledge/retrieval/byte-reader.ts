import { IzaError } from '../../foundation/index.ts';

const decoder = new TextDecoder();

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
    return source[position++]!;
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
      let ascii = encoded.length < 24;
      for (let index = 0; ascii && index < encoded.length; index++) ascii = encoded[index]! < 128;
      // the decoder's fixed cost exceeds that of a short word
      return ascii ? String.fromCharCode(...encoded) : decoder.decode(encoded);
    },
    get done() {
      return position >= source.length;
    },
  };
}
