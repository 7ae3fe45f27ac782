import { IzaError } from '@iza/core/foundation';
import type { BoardId, ByteFiles } from '@iza/core/ports';
import type { OpenedTransport } from './opened-transport.ts';
import { createPacedTransport } from './paced-transport.ts';

/** What a board sends in a second: packets of 33 bytes, on WiFi with another number of them. */
const BYTES_PER_SECOND: Readonly<Record<BoardId, number>> = {
  cyton: 33 * 250,
  'cyton-daisy': 33 * 250,
  'cyton-wifi': 33 * 1000,
  'cyton-daisy-wifi': 33 * 1000,
  ganglion: 20 * 100,
  'ganglion-wifi': 33 * 1600,
  synthetic: 33 * 250,
};
/** Read ahead of what is due. */
const PIECE_BYTES = 65_536;

/** The bytes of a file, as fast as the board would have sent them. @throws IzaError `file-missing` | `file-unreadable` */
export async function openReplayTransport(path: string, { files, boardId }: { files: ByteFiles; boardId: BoardId }): Promise<OpenedTransport> {
  const file = await files.open(path);
  if (!file) throw new IzaError('file-missing', `Cannot replay ${path}: there is no such file.`);
  const bytesPerMs = BYTES_PER_SECOND[boardId] / 1000;
  let startedMs: number | undefined;
  let ready = await file.read(0, PIECE_BYTES);
  let readyStart = 0;
  let sentBytes = 0;
  let isReading = false;

  async function readOn(): Promise<void> {
    isReading = true;
    const rest = ready.subarray(sentBytes - readyStart);
    const more = await file!.read(readyStart + ready.length, PIECE_BYTES);
    const joined = new Uint8Array(rest.length + more.length);
    joined.set(rest);
    joined.set(more, rest.length);
    ready = joined;
    readyStart = sentBytes;
    isReading = false;
  }

  const transport = createPacedTransport(
    {
      // What is written to a recording is heard by nobody.
      receive: () => new Uint8Array(0),
      bytesUntil(nowMs) {
        startedMs ??= nowMs;
        if (sentBytes >= file.sizeBytes) return undefined;
        const due = Math.min(Math.floor((nowMs - startedMs) * bytesPerMs), readyStart + ready.length);
        // While more is being read, what it reads from must stand still.
        if (isReading || due <= sentBytes) return new Uint8Array(0);
        const bytes = ready.slice(sentBytes - readyStart, due - readyStart);
        sentBytes = due;
        if (readyStart + ready.length - sentBytes < PIECE_BYTES / 2 && readyStart + ready.length < file.sizeBytes) void readOn().catch(() => undefined);
        return bytes;
      },
    },
    { description: `replay of ${path}` },
  );
  const close = async (): Promise<void> => {
    await transport.close();
    await file.close();
  };
  return { notices: [], transport: { ...transport, close, [Symbol.asyncDispose]: close } };
}
