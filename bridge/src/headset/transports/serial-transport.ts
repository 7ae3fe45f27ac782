import { IzaError } from '@iza/core/foundation';
import { createChunkQueue } from './chunk-queue.ts';
import { ftdiLatencyAdvice, readFtdiLatencyMs } from './ftdi-latency.ts';
import { loadSerialPort } from './load-serialport.ts';
import type { OpenedTransport } from './opened-transport.ts';
import { findSerialPortFacts } from './serial-port-facts.ts';
import { serialOpenError } from './serial-problem.ts';
import { watchPortFile } from './watch-port-file.ts';

export interface SerialTransportOptions {
  /** The dongle's rate unless it was told another one. */
  readonly baudRate?: number;
}

/** @throws IzaError `headset-missing` | `headset-busy` | `not-permitted` | `unsupported`, each saying what to do */
export async function openSerialTransport(path: string, { baudRate = 115_200 }: SerialTransportOptions = {}): Promise<OpenedTransport> {
  const { SerialPort } = await loadSerialPort();
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  const queue = createChunkQueue();
  const description = `${path} (${baudRate} baud)`;
  const lost = (how: string, cause?: unknown): IzaError => new IzaError('headset-lost', `Lost the headset at ${description}: ${how}. Check the dongle and its cable.`, { cause });

  try {
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  } catch (cause) {
    throw serialOpenError(path, cause, await findSerialPortFacts(path));
  }
  port.on('data', (bytes: Uint8Array) => queue.push(bytes, performance.now()));
  port.on('error', (error) => queue.fail(lost(error.message, error)));
  // Node's side sees an unplugged port as a close that carries an error; our own close carries none.
  port.on('close', (error: Error | null | undefined) => (error ? queue.fail(lost('the port closed (unplugged?)', error)) : queue.end()));
  const stopWatching = watchPortFile(path, () => queue.fail(lost('the port is gone (unplugged?)')));

  // Both are refused by a pseudo terminal and by some drivers: bytes flow all the same.
  await attempt((done) => port.set({ dtr: true, rts: true }, done));
  if (process.platform === 'linux') await attempt((done) => port.set({ lowLatency: true }, done));
  const advice = ftdiLatencyAdvice(path, { platform: process.platform, latencyMs: await readFtdiLatencyMs(path), isFtdi: true });

  const close = async (): Promise<void> => {
    stopWatching();
    if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
    queue.end();
  };
  return {
    notices: advice === undefined ? [] : [advice],
    transport: {
      description,
      nowMs: () => performance.now(),
      chunks: (options) => queue.chunks(options),
      async write(bytes) {
        if (!port.isOpen) throw queue.outcome instanceof IzaError ? queue.outcome : lost('the port is closed');
        await new Promise<void>((resolve, reject) => {
          // A copy: the port keeps what it is given until the driver took it.
          port.write(Buffer.from(bytes), (error) => (error ? reject(lost(error.message, error)) : resolve()));
        });
      },
      close,
      [Symbol.asyncDispose]: close,
    },
  };
}

/** Runs a setting that a port may refuse. */
function attempt(set: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve) => {
    try {
      set(() => resolve());
    } catch {
      resolve();
    }
  });
}
