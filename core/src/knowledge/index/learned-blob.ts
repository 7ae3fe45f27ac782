import type { BlobStore } from '../../ports/index.ts';
import type { LearnedBlob } from './index-state.ts';
import { encodeFrame, joinPayloads, readFrame } from './log/index.ts';

/** Parts stay below what sync services take, as the log's shards do. */
const maxPartBytes = 4_000_000;
const prefix = 'learned';
const partName = (name: string, part: number): string => `${prefix}/${name}-${part}.bin`;

/** Writes what the retrieval index learned. It counts once the log names it. @throws IzaError `storage-full` | `storage-failed` */
export async function writeLearned(store: BlobStore, name: string, bytes: Uint8Array): Promise<LearnedBlob> {
  let partCount = 0;
  for (let start = 0; start < bytes.length; start += maxPartBytes) {
    const part = bytes.subarray(start, start + maxPartBytes);
    await store.write(partName(name, partCount), encodeFrame(0, part, { continued: start + maxPartBytes < bytes.length }).bytes);
    partCount += 1;
  }
  return { name, partCount };
}

/** `undefined` when a part is lost or damaged: it is learned again by the next sync. */
export async function readLearned(store: BlobStore, { name, partCount }: LearnedBlob): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  for (let part = 0; part < partCount; part += 1) {
    const bytes = await store.read(partName(name, part));
    const frame = bytes && readFrame(bytes, 0);
    if (!frame || frame.end !== bytes.length || frame.continued !== part < partCount - 1) return undefined;
    parts.push(frame.payload);
  }
  return joinPayloads(parts);
}

/** Removes every learned blob but the one that counts. */
export async function removeOldLearned(store: BlobStore, present: LearnedBlob | undefined): Promise<void> {
  for (const { name } of await store.list(`${prefix}/`)) {
    if (!present || !name.startsWith(`${prefix}/${present.name}-`)) await store.remove(name);
  }
}
