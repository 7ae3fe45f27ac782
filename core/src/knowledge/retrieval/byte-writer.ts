const encoder = new TextEncoder();
const longestVarint = 5;

/** Bytes that grow while they are written. */
export interface ByteWriter {
  /** Unsigned, below 2^32, in 1 to 5 bytes of seven bits, lowest first. */
  varint(value: number): void;
  byte(value: number): void;
  /** Length in bytes, then UTF-8. */
  text(value: string): void;
  bytes(values: Uint8Array): void;
  /** What `write` writes, with its length in bytes before it. */
  part(write: () => void): void;
  /** A copy of what was written. The writer is empty then and keeps its room for the next piece. */
  finish(): Uint8Array;
}

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(256);
  let length = 0;

  function reserve(extra: number): void {
    if (length + extra <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + extra));
    larger.set(buffer);
    buffer = larger;
  }

  function varint(value: number): void {
    reserve(longestVarint);
    let rest = value >>> 0;
    while (rest > 0x7f) {
      buffer[length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[length++] = rest;
  }

  function bytes(values: Uint8Array): void {
    reserve(values.length);
    buffer.set(values, length);
    length += values.length;
  }

  /** Ends a piece that was written behind room for the longest length: the length goes before it, and it moves up to that. */
  function prefixLength(start: number, written: number): void {
    varint(written);
    buffer.copyWithin(length, start, start + written);
    length += written;
  }

  /** Short texts of ASCII, which most are, without the encoder's fixed cost. */
  function asciiText(value: string): boolean {
    reserve(1 + value.length);
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 127) return false;
      buffer[length + 1 + index] = code;
    }
    buffer[length] = value.length;
    length += 1 + value.length;
    return true;
  }

  return {
    varint,
    bytes,
    byte(value) {
      reserve(1);
      buffer[length++] = value;
    },
    text(value) {
      if (value.length < 64 && asciiText(value)) return;
      reserve(longestVarint + value.length * 3);
      const start = length + longestVarint;
      const { written } = encoder.encodeInto(value, buffer.subarray(start));
      prefixLength(start, written);
    },
    part(write) {
      reserve(longestVarint);
      length += longestVarint;
      const start = length;
      write();
      const written = length - start;
      length = start - longestVarint;
      prefixLength(start, written);
    },
    finish() {
      const copy = buffer.slice(0, length);
      length = 0;
      return copy;
    },
  };
}
