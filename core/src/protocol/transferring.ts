const TRANSFERRING = Symbol('transferring');

export interface Transferring {
  readonly [TRANSFERRING]: true;
  readonly value: unknown;
  readonly buffers: readonly ArrayBuffer[];
}

/** An answer whose buffers the handler owns and gives away: they are moved, not copied, and detached on this side. */
export function transferring(value: unknown, buffers: readonly ArrayBuffer[]): Transferring {
  return { [TRANSFERRING]: true, value, buffers };
}

export function isTransferring(value: unknown): value is Transferring {
  return typeof value === 'object' && value !== null && TRANSFERRING in value;
}

/**
 * Bytes that may cross the wire: a view into a larger buffer (Node's pooled Buffers) would be cloned with the whole buffer around it.
 * Returns the same array where it already stands alone.
 */
export function standaloneBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength && Object.getPrototypeOf(bytes) === Uint8Array.prototype) return bytes as Uint8Array<ArrayBuffer>;
  return new Uint8Array(bytes);
}
