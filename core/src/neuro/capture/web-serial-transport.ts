import { IzaError } from '../../foundation/index.ts';
import type { Transport, TransportChunk } from '../../ports/index.ts';

/**
 * What is used of the browser's SerialPort, so that nothing here needs a browser.
 * @see https://wicg.github.io/serial/
 */
export interface WebSerialPort {
  readonly readable: WebSerialReadable | null;
  readonly writable: WebSerialWritable | null;
  open(options: { readonly baudRate: number; readonly bufferSize?: number }): Promise<void>;
  close(): Promise<void>;
  setSignals(signals: { readonly dataTerminalReady?: boolean; readonly requestToSend?: boolean }): Promise<void>;
}

export interface WebSerialReadable {
  getReader(): WebSerialReader;
}

export interface WebSerialReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
  releaseLock(): void;
}

export interface WebSerialWritable {
  getWriter(): { write(bytes: Uint8Array): Promise<void>; releaseLock(): void };
}

export interface WebSerialOptions {
  readonly baudRate: number;
  /** The platform's monotonic clock, milliseconds: `performance.now`. */
  readonly nowMs: () => number;
  /** For messages; a browser tells no port names. */
  readonly description?: string | undefined;
}

/** More than the default 255 bytes, which a page that stalls for 31 ms overruns. */
const BUFFER_BYTES = 65_536;

/**
 * Opens a port that the person chose in the browser's dialog.
 * @throws IzaError `headset-busy` when another tab or program has it
 */
export async function openWebSerialTransport(port: WebSerialPort, { baudRate, nowMs, description = `serial port (${baudRate} baud)` }: WebSerialOptions): Promise<Transport> {
  try {
    await port.open({ baudRate, bufferSize: BUFFER_BYTES });
  } catch (error) {
    throw new IzaError('headset-busy', `Cannot open the ${description}: ${messageOf(error)}. Close other tabs and programs that use the headset, then choose the port again.`, { cause: error });
  }
  await port.setSignals({ dataTerminalReady: true, requestToSend: true });
  let reader: WebSerialReader | undefined;
  let isClosed = false;
  let closing: Promise<void> | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function* readChunks(signal: AbortSignal | undefined): AsyncGenerator<TransportChunk> {
    // After an overrun or a break the stream is over, but the port is not: it then has a new stream.
    while (!isClosed && port.readable) {
      const current = port.readable.getReader();
      reader = current;
      // A cancelled read ends as if the port had closed.
      const stop = () => void current.cancel().catch(() => undefined);
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted) stop();
      try {
        for (;;) {
          const { done, value } = await current.read();
          if (done) return;
          if (value) yield { bytes: value, arrivalMs: nowMs() };
        }
      } catch (error) {
        if (isClosed || signal?.aborted) return;
        if (!isRecoverable(error)) throw lost(error);
      } finally {
        signal?.removeEventListener('abort', stop);
        reader = undefined;
        current.releaseLock();
      }
    }
    if (!isClosed && !signal?.aborted) throw lost('the device was unplugged');
  }

  const lost = (cause: unknown): IzaError => new IzaError('headset-lost', `The ${description} broke off: ${typeof cause === 'string' ? cause : messageOf(cause)}. Plug the headset in again.`, { cause });

  async function writeNow(bytes: Uint8Array): Promise<void> {
    if (isClosed || !port.writable) throw lost('it is closed');
    const writer = port.writable.getWriter();
    try {
      await writer.write(bytes);
    } catch (error) {
      throw lost(error);
    } finally {
      writer.releaseLock();
    }
  }

  const close = async (): Promise<void> => {
    isClosed = true;
    // A port with a locked stream refuses to close.
    closing ??= (async () => {
      await reader?.cancel().catch(() => undefined);
      // The iteration lets go of its lock once it hears of the cancelled read.
      for (let turn = 0; turn < 10 && reader; turn++) await Promise.resolve();
      await port.close().catch(() => undefined);
    })();
    await closing;
  };

  return {
    description,
    nowMs,
    chunks: ({ signal } = {}) => readChunks(signal),
    write(bytes) {
      // One writer at a time may hold the stream.
      const written = writing.then(() => writeNow(bytes));
      writing = written.catch(() => undefined);
      return written;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Errors of the line, not of the device. */
function isRecoverable(error: unknown): boolean {
  const name = (error as { name?: unknown } | null)?.name;
  return name === 'BufferOverrunError' || name === 'BreakError' || name === 'FramingError' || name === 'ParityError';
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
