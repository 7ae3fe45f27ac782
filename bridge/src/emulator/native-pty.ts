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
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
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
      if (!closed) writeWithoutWaiting(opened.master, bytes);
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

/** The descriptor does not block: when nobody reads and its buffer is full, the rest is lost, as a serial line loses it. */
function writeWithoutWaiting(descriptor: number, bytes: Uint8Array): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // EIO: the other end was closed between the check and the write.
    if (code !== 'EAGAIN' && code !== 'EIO') throw error;
  }
}
