import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { IzaError, throwIfAborted } from '@iza/core/foundation';
import { createChunkQueue } from './chunk-queue.ts';
import type { OpenedTransport } from './opened-transport.ts';
import { createWifiShieldClient, noBoard, type WifiShieldAddress } from './wifi-shield-client.ts';

/** The shield connects back as soon as it was told to. */
const CONNECT_BACK_MS = 5000;

/**
 * A board behind an OpenBCI WiFi shield: commands go over HTTP and their replies come back among the bytes, packets come over a TCP
 * connection that the shield makes to us.
 * @throws IzaError `headset-missing` | `headset-silent` | `aborted`, each saying what to do
 */
export async function openWifiTransport(address: WifiShieldAddress, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<OpenedTransport> {
  const { host } = address;
  const description = `WiFi shield at ${host}`;
  const opening = createWifiShieldClient(address, { signal });
  const board = await opening.board();
  if (!board.isConnected) throw noBoard(host);

  const ip = await ownAddressTowards(host);
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, ip, resolve));
  let socket: Socket;
  try {
    [socket] = await Promise.all([nextConnection(server, host), opening.sendTo({ ip, port: (server.address() as AddressInfo).port })]);
    throwIfAborted(signal);
  } catch (error) {
    server.close();
    throw error;
  }
  server.close(); // takes no second connection; the one there is stays

  const client = createWifiShieldClient(address);
  const queue = createChunkQueue();
  const lost = (how: string, cause?: unknown): IzaError => new IzaError('headset-lost', `Lost the ${description}: ${how}. Check its battery and the network.`, { cause });
  let isClosing = false;
  socket.setNoDelay(true);
  socket.on('data', (bytes) => queue.push(bytes, performance.now()));
  socket.on('error', (error) => (isClosing ? queue.end() : queue.fail(lost(error.message, error))));
  socket.on('close', () => (isClosing ? queue.end() : queue.fail(lost('it closed the connection'))));

  const close = async (): Promise<void> => {
    isClosing = true;
    if (!socket.destroyed) await new Promise<void>((resolve) => socket.once('close', () => resolve()).destroy());
    queue.end();
  };
  return {
    notices: [],
    transport: {
      description,
      nowMs: () => performance.now(),
      chunks: (options) => queue.chunks(options),
      async write(bytes) {
        const text = String.fromCharCode(...bytes);
        if (text === 'b') return client.startStream();
        if (text === 's') return client.stopStream();
        const reply = await client.command(text);
        // The wire of a board ends every reply so; the shield may have cut it off.
        if (reply !== '') queue.push(new TextEncoder().encode(reply.includes('$$$') ? reply : `${reply.trimEnd()}$$$`), performance.now());
        return undefined;
      },
      close,
      [Symbol.asyncDispose]: close,
    },
  };
}

function nextConnection(server: Server, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new IzaError('headset-missing', `The WiFi shield at ${host} did not connect back in ${CONNECT_BACK_MS / 1000} s. Allow incoming connections for this program in the firewall, and be on the shield's network.`));
    }, CONNECT_BACK_MS);
    server.once('connection', (socket) => {
      clearTimeout(timer);
      resolve(socket);
    });
    server.once('close', () => clearTimeout(timer));
  });
}

/** Which of this computer's addresses the shield can reach: the one that packets to it leave from. Nothing is sent. */
function ownAddressTowards(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const fail = (cause: Error): void => {
      socket.close();
      reject(new IzaError('headset-missing', `Cannot reach the WiFi shield at ${host}: this computer is on no network that leads there.`, { cause }));
    };
    socket.once('error', fail);
    socket.connect(80, host, () => {
      const { address } = socket.address();
      socket.close();
      resolve(address);
    });
  });
}
