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

  return {
    varint,
    bytes,
    byte(value) {
      reserve(1);
      buffer[length++] = value;
    },
    text(value) {
      const encoded = encoder.encode(value);
      varint(encoded.length);
      bytes(encoded);
    },
    finish: () => buffer.slice(0, length),
  };
}
