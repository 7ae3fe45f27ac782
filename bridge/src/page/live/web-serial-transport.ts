import { IzaError } from '@iza/core/foundation';
import type { Transport, TransportChunk } from '@iza/core/ports';

/** The part of Web Serial that is used; TypeScript's DOM library does not have it yet. @see https://wicg.github.io/serial/ */
interface WebSerialPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { baudRate: number; bufferSize: number }): Promise<void>;
  close(): Promise<void>;
}
interface WebSerial {
  requestPort(options: { filters: readonly { usbVendorId: number }[] }): Promise<WebSerialPort>;
}

const BAUD_RATE = 115_200;
/** FTDI: OpenBCI's dongle. */
const DONGLE_VENDOR_ID = 0x0403;

/** Lets the person choose a port; `undefined` when they chose none. Needs a click. */
export async function choosePort(): Promise<WebSerialPort | undefined> {
  // reason for the assertion: the caller looked whether the browser has it
  const { serial } = navigator as unknown as { serial: WebSerial };
  try {
    return await serial.requestPort({ filters: [{ usbVendorId: DONGLE_VENDOR_ID }] });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}

/** @throws IzaError `headset-busy` when another program has the port */
export async function createWebSerialTransport(port: WebSerialPort): Promise<Transport> {
  try {
    await port.open({ baudRate: BAUD_RATE, bufferSize: 65_536 });
  } catch (error) {
    throw new IzaError('headset-busy', 'Cannot open the port: another program or tab uses it, or this user may not. Close the other program and try again.', { cause: error });
  }
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const close = async (): Promise<void> => {
    await reader?.cancel().catch(() => undefined);
    reader?.releaseLock();
    await port.close().catch(() => undefined);
  };
  return {
    description: `Web Serial (${BAUD_RATE} baud)`,
    nowMs: () => performance.now(),
    async *chunks(): AsyncGenerator<TransportChunk, void, void> {
      reader = port.readable!.getReader();
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          yield { bytes: value, arrivalMs: performance.now() };
        }
      } catch (error) {
        throw new IzaError('headset-lost', 'Lost the headset: the port was closed. Plug the dongle in again and start anew.', { cause: error });
      }
    },
    async write(bytes) {
      const writer = port.writable!.getWriter();
      try {
        await writer.write(bytes);
      } catch (error) {
        throw new IzaError('headset-lost', 'Cannot write to the headset: the port was closed. Plug the dongle in again and start anew.', { cause: error });
      } finally {
        writer.releaseLock();
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
