import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';
import { createByteStream } from './byte-stream.ts';
import type { EmulatorWire } from './emulator-wire.ts';

/** What the compiled part of node-pty gives for a new pseudo-terminal. */
interface OpenedPty {
  readonly master: number;
  readonly slave: number;
  readonly pty: string;
}

/** A pseudo-terminal by the prebuilt part of node-pty; `undefined` where there is none for this platform. */
export function openNativePty(): EmulatorWire | undefined {
  const opened = openPty();
  if (!opened) return undefined;
  // Held open, so that the line stays up between two programs that open it, and raw from the start: an echo would come back as commands.
  const slave = new ReadStream(opened.slave);
  slave.setRawMode(true);
  slave.pause();
  const master = new ReadStream(opened.master);
  const stream = createByteStream();
  const output = createPatientWriter(opened.master);
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    output.stop();
    master.destroy();
    slave.destroy();
    stream.end();
  };
  master.on('data', (bytes: Buffer) => stream.push(bytes));
  // The kernel reports a hang-up as an error of the read.
  master.on('error', () => void close());
  master.on('close', () => stream.end());
  return {
    address: opened.pty,
    received: () => stream.read(),
    write(bytes) {
      if (!closed) output.write(bytes);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function openPty(): OpenedPty | undefined {
  if (process.platform === 'win32') return undefined;
  try {
    // reason: untyped; `open` of the package itself reads from the other end and would eat what the client is to get
    const { requireBinary } = createRequire(import.meta.url)('@lydell/node-pty/requireBinary.js') as { requireBinary(file: string): { open(columns: number, rows: number): OpenedPty } };
    return requireBinary('pty.node').open(80, 24);
  } catch {
    return undefined;
  }
}

/** Bytes that wait for a reader that is late; what comes after is lost, as a serial line without flow control loses it. */
const WAITING_BYTES = 1 << 18;
const RETRY_MS = 5;

/** Writes to a descriptor that does not block: what the kernel does not take now is offered again a little later. */
function createPatientWriter(descriptor: number): { write(bytes: Uint8Array): void; stop(): void } {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let retry: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(retry);
    retry = undefined;
  };
  const flush = (): void => {
    stop();
    while (waiting.length > 0) {
      const [bytes] = waiting;
      const writtenBytes = writeSome(descriptor, bytes);
      waitingBytes -= writtenBytes;
      if (writtenBytes < bytes.length) {
        waiting[0] = bytes.subarray(writtenBytes);
        retry = setTimeout(flush, RETRY_MS);
        return;
      }
      waiting = waiting.slice(1);
    }
  };
  return {
    write(bytes) {
      if (waitingBytes + bytes.length > WAITING_BYTES) return;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (retry === undefined) flush();
    },
    stop,
  };
}

function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // Full, or hung up between the check and the write.
    if (code === 'EAGAIN' || code === 'EIO') return 0;
    throw error;
  }
}
