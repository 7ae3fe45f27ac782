import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { IzaError } from '@iza/core/foundation';

/** How many ports are tried, beginning with the wanted one, before giving up. */
const PORTS_TRIED = 20;
/** The only address this server ever binds. */
export const LOOPBACK = '127.0.0.1';

export interface Listening {
  readonly port: number;
  /** Why another port than the wanted one, for a person; `undefined` when it is the wanted one. */
  readonly moved: string | undefined;
  /** Lets running calls end for `graceMs`, then cuts them off. */
  close(options: { graceMs: number }): Promise<void>;
}

/** Takes a connection that asks for another protocol; it is closed unless this answers it. Who took it closes it before the server closes. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Listens on loopback, on the wanted port or the next free one; port 0 lets the system choose. @throws IzaError `port-in-use` */
export async function listen(fetch: (request: Request) => Response | Promise<Response>, wantedPort: number, { onUpgrade }: { onUpgrade?: UpgradeHandler } = {}): Promise<Listening> {
  const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (incoming, outgoing) => void answer(incoming, outgoing));
  if (onUpgrade) server.on('upgrade', onUpgrade);
  const last = Math.min(65_535, wantedPort + PORTS_TRIED - 1);
  for (let port = wantedPort; port <= last; port += 1) {
    if (!(await tryPort(server, port))) continue;
    const bound = (server.address() as AddressInfo).port;
    const moved = wantedPort === 0 || bound === wantedPort ? undefined : `Port ${wantedPort} is in use by another program: listening on ${bound} instead.`;
    return { port: bound, moved, close: ({ graceMs }) => closeServer(server, graceMs) };
  }
  throw new IzaError('port-in-use', `Cannot listen on 127.0.0.1: the ports ${wantedPort} to ${last} are in use. Choose another one with --port, or set "port" in the config.`);
}

/** Names under which a browser on this machine may call the server. */
export function loopbackHosts(port: number): string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return port === 80 ? [...names, ...names.map((name) => `${name}:80`)] : names.map((name) => `${name}:${port}`);
}

function tryPort(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else if (error.code === 'EACCES') reject(new IzaError('port-in-use', `Cannot listen on port ${port}: this user may not. Choose one from 1024 up with --port.`, { cause: error }));
      else reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, LOOPBACK);
  });
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
