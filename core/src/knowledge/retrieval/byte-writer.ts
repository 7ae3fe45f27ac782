const encoder = new TextEncoder();

/** Bytes that grow while they are written. */
export interface ByteWriter {
  /** Unsigned, below 2^32, in 1 to 5 bytes of seven bits, lowest first. */
  varint(value: number): void;
  byte(value: number): void;
  /** Length in bytes, then UTF-8. */
  text(value: string): void;
  bytes(values: Uint8Array): void;
  /** A copy of what was written. */
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
    reserve(5);
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
      // Encoded behind room for the longest length prefix, then moved to where the prefix ends.
      reserve(5 + value.length * 3);
      const { written } = encoder.encodeInto(value, buffer.subarray(length + 5));
      const start = length + 5;
      varint(written);
      buffer.copyWithin(length, start, start + written);
      length += written;
    },
    finish: () => buffer.slice(0, length),
  };
}
