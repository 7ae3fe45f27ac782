import { connect, type Socket } from 'node:net';
import { IzaError } from '@iza/core/foundation';
import { createChunkQueue } from './chunk-queue.ts';
import type { OpenedTransport } from './opened-transport.ts';

const CONNECT_MS = 5000;

/** A board behind a TCP port: a serial port server, an emulator. @throws IzaError `headset-missing` | `aborted` */
export async function openTcpTransport(address: { readonly host: string; readonly port: number }, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<OpenedTransport> {
  const { host, port } = address;
  const socket = connect({ host, port, noDelay: true });
  try {
    await connected(socket, { signal });
  } catch (cause) {
    socket.destroy();
    if (cause instanceof IzaError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ECONNREFUSED' ? 'nothing listens there' : code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'there is no such host' : message || code;
    throw new IzaError('headset-missing', `Cannot connect to the headset at ${host}:${port}: ${why}. Check the address, and that the board's server runs.`, { cause });
  }
  return { transport: socketTransport(socket, `${host}:${port} (TCP)`), notices: [] };
}

/** The bytes of a connected socket. */
export function socketTransport(socket: Socket, description: string): OpenedTransport['transport'] {
  const queue = createChunkQueue();
  const lost = (how: string, cause?: unknown): IzaError => new IzaError('headset-lost', `Lost the headset at ${description}: ${how}.`, { cause });
  let isClosing = false;
  socket.on('data', (bytes) => queue.push(bytes, performance.now()));
  socket.on('error', (error) => (isClosing ? queue.end() : queue.fail(lost(error.message, error))));
  socket.on('close', () => (isClosing ? queue.end() : queue.fail(lost('the other side closed the connection'))));
  const close = async (): Promise<void> => {
    isClosing = true;
    if (!socket.destroyed) await new Promise<void>((resolve) => socket.once('close', () => resolve()).destroy());
    queue.end();
  };
  return {
    description,
    nowMs: () => performance.now(),
    chunks: (options) => queue.chunks(options),
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(queue.outcome instanceof IzaError ? queue.outcome : lost('the connection is closed'));
        socket.write(Buffer.from(bytes), (error) => (error ? reject(lost(error.message, error)) : resolve()));
        return undefined;
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function connected(socket: Socket, { signal }: { signal: AbortSignal | undefined }): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${CONNECT_MS / 1000} s`)), CONNECT_MS);
    const settle = (result: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      result();
    };
    const onAbort = (): void => settle(() => reject(new IzaError('aborted', 'Stopped before the headset was connected')));
    const onError = (error: Error): void => settle(() => reject(error));
    socket.once('error', onError);
    socket.once('connect', () => settle(resolve));
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
