import type { ByteSink } from '@iza/core/ports';

/** The same file, asked to reach the disk no more often than this: what was appended is safe from a crash of the process at once. */
export function syncAtMostEvery(sink: ByteSink, { intervalMs, nowMs }: { intervalMs: number; nowMs: () => number }): ByteSink {
  let syncedMs = nowMs();
  return {
    append: (bytes) => sink.append(bytes),
    writeAt: (startBytes, bytes) => sink.writeAt(startBytes, bytes),
    async flush() {
      if (nowMs() - syncedMs < intervalMs) return;
      syncedMs = nowMs();
      await sink.flush();
    },
    async close() {
      await sink.flush();
      await sink.close();
    },
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  };
}
