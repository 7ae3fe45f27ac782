/**
 * The first bytes of a shard: `magic u32 · version u16 · zero u16 · generation u32 · number u32 · previous size u32 · previous crc u32`.
 * The last two describe the shard before it, so that a shard which a sync service lost or brought back from the past is noticed.
 */
export interface ShardHeader {
  readonly version: number;
  readonly generation: number;
  readonly number: number;
  readonly previousSizeBytes: number;
  /** Checksum in the last frame of the previous shard, 0 for none. */
  readonly previousCrc: number;
}

export const shardHeaderBytes = 24;
/** "IZAL" read as a little-endian number. */
const magic = 0x4c415a49;

export function encodeShardHeader(header: ShardHeader): Uint8Array {
  const bytes = new Uint8Array(shardHeaderBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint16(4, header.version, true);
  view.setUint32(8, header.generation, true);
  view.setUint32(12, header.number, true);
  view.setUint32(16, header.previousSizeBytes, true);
  view.setUint32(20, header.previousCrc, true);
  return bytes;
}

/** `undefined` when the bytes are no whole header. */
export function readShardHeader(bytes: Uint8Array): ShardHeader | undefined {
  if (bytes.length < shardHeaderBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, shardHeaderBytes);
  if (view.getUint32(0, true) !== magic || view.getUint16(6, true) !== 0) return undefined;
  return {
    version: view.getUint16(4, true),
    generation: view.getUint32(8, true),
    number: view.getUint32(12, true),
    previousSizeBytes: view.getUint32(16, true),
    previousCrc: view.getUint32(20, true),
  };
}
