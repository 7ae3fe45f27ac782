import { createServer, type AddressInfo, type Socket } from 'node:net';
import { IzaError } from '@iza/core/foundation';
import { createByteStream } from './byte-stream.ts';
import type { EmulatorWire } from './emulator-wire.ts';

/** Bytes that may wait for a client that does not read; what comes after is lost. */
const WAITING_BYTES = 1 << 20;

/**
 * A TCP port on this machine alone. One client at a time, as a serial port; the next may come when it is gone.
 * @param port 0 chooses a free one.
 * @throws IzaError `port-in-use`
 */
export async function listenTcp(port: number): Promise<EmulatorWire> {
  const stream = createByteStream();
  let client: Socket | undefined;
  const server = createServer((socket) => {
    if (client) {
      socket.destroy();
      return;
    }
    client = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => stream.push(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      client = undefined;
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const words = cause.code === 'EADDRINUSE' ? 'another program has it. Choose another, or 0 for any' : cause.message;
      reject(new IzaError('port-in-use', `Cannot put the emulated headset on TCP port ${port}: ${words}.`, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const close = async (): Promise<void> => {
    stream.end();
    client?.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  // reason: a server that listens on TCP has an address of this type
  const { address, port: boundPort } = server.address() as AddressInfo;
  return {
    address: `${address}:${boundPort}`,
    received: () => stream.read(),
    write(bytes) {
      if (client && client.writableLength < WAITING_BYTES) client.write(bytes);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
