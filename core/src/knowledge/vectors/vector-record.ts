import type { LayeredVector } from './vector-codec.ts';

/**
 * What the vector log holds, in order of time. Little-endian.
 * `put`: 1 (u8), 0 (u8), id size (u16), dimensions (u32), fine scale (f32), coarse layer, fine layer, id.
 * `remove`: 2 (u8), 0 (u8), id size (u16), id.
 */
export type VectorRecord = { readonly type: 'put'; readonly id: Uint8Array; readonly layers: LayeredVector } | { readonly type: 'remove'; readonly id: Uint8Array };

const PUT = 1;
const REMOVE = 2;
const PUT_HEADER_BYTES = 12;
const REMOVE_HEADER_BYTES = 4;

export function putSizeBytes(id: Uint8Array, dimensionCount: number): number {
  return PUT_HEADER_BYTES + 2 * dimensionCount + id.length;
}

export function encodePut(id: Uint8Array, { coarse, fine, fineScale }: LayeredVector): Uint8Array {
  const record = new Uint8Array(putSizeBytes(id, coarse.length));
  const view = new DataView(record.buffer);
  view.setUint8(0, PUT);
  view.setUint16(2, id.length, true);
  view.setUint32(4, coarse.length, true);
  view.setFloat32(8, fineScale, true);
  record.set(bytesOf(coarse), PUT_HEADER_BYTES);
  record.set(bytesOf(fine), PUT_HEADER_BYTES + coarse.length);
  record.set(id, PUT_HEADER_BYTES + 2 * coarse.length);
  return record;
}

export function encodeRemove(id: Uint8Array): Uint8Array {
  const record = new Uint8Array(REMOVE_HEADER_BYTES + id.length);
  record[0] = REMOVE;
  new DataView(record.buffer).setUint16(2, id.length, true);
  record.set(id, REMOVE_HEADER_BYTES);
  return record;
}

/** Where the fine layer of a `put` begins, behind the start of its record. */
export function fineOffsetOf(dimensionCount: number): number {
  return PUT_HEADER_BYTES + dimensionCount;
}

/**
 * The record from `start` up to `end` of a shard, as views of it; `undefined` for bytes that are none.
 * @throws RangeError for a vector of another dimension
 */
export function decodeVectorRecord(shard: DataView, start: number, end: number, dimensionCount: number): VectorRecord | undefined {
  const sizeBytes = end - start;
  if (sizeBytes < REMOVE_HEADER_BYTES) return undefined;
  const idSizeBytes = shard.getUint16(start + 2, true);
  const id = () => new Uint8Array(shard.buffer, shard.byteOffset + end - idSizeBytes, idSizeBytes);
  switch (shard.getUint8(start)) {
    case REMOVE:
      return sizeBytes === REMOVE_HEADER_BYTES + idSizeBytes ? { type: 'remove', id: id() } : undefined;
    case PUT: {
      if (sizeBytes < PUT_HEADER_BYTES) return undefined;
      const storedDimensionCount = shard.getUint32(start + 4, true);
      const fineScale = shard.getFloat32(start + 8, true);
      if (sizeBytes !== PUT_HEADER_BYTES + 2 * storedDimensionCount + idSizeBytes || !(fineScale >= 0 && fineScale < Infinity)) return undefined;
      if (storedDimensionCount !== dimensionCount) throw new RangeError(`Cannot read a vector of ${storedDimensionCount} dimensions into a store of ${dimensionCount}`);
      const coarseAt = shard.byteOffset + start + PUT_HEADER_BYTES;
      const coarse = new Int8Array(shard.buffer, coarseAt, dimensionCount);
      const fine = new Int8Array(shard.buffer, coarseAt + dimensionCount, dimensionCount);
      return { type: 'put', id: id(), layers: { coarse, fine, fineScale } };
    }
    default:
      return undefined;
  }
}

function bytesOf(layer: Int8Array): Uint8Array {
  return new Uint8Array(layer.buffer, layer.byteOffset, layer.byteLength);
}
