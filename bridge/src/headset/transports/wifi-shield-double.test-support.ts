import { createSocket } from 'node:dgram';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** What hangs behind the shield. */
export interface DoubleBoard {
  /** The board's reply to a command, `$$$` and all. */
  command(text: string): string;
  /** Called with a way to send packets once the stream starts; returns how to stop. */
  stream(send: (bytes: Uint8Array) => void): () => void;
}

export interface WifiShieldDouble extends AsyncDisposable {
  readonly port: number;
  readonly ssdpPort: number;
  readonly requests: string[];
  /** Takes the board off, or puts it back. */
  attach(board: DoubleBoard | undefined): void;
  /** Cuts the TCP connection, as a shield whose battery died. */
  cut(): void;
}

/**
 * Behaves as the firmware does: its routes, its status codes and texts, its 31 characters a command, a TCP connection made by the shield.
 * @see https://github.com/OpenBCI/OpenBCI_WIFI examples/DefaultWifiShield/DefaultWifiShield.ino
 */
export async function startWifiShieldDouble(first: DoubleBoard | undefined): Promise<WifiShieldDouble> {
  let board = first;
  let client: Socket | undefined;
  let stopStream: (() => void) | undefined;
  const requests: string[] = [];

  const http = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      requests.push(`${request.method} ${request.url} ${body}`.trim());
      const answer = (status: number, text: string, type = 'text/plain'): void => void response.writeHead(status, { 'content-type': type }).end(text);
      if (request.url === '/board') return answer(200, JSON.stringify({ board_connected: board !== undefined, board_type: board ? 'cyton' : 'none', gains: [], num_channels: board ? 8 : 0 }), 'application/json');
      if (request.url === '/tcp' && request.method === 'POST') {
        const { ip, port } = JSON.parse(body) as { ip: string; port: number };
        const socket = connect(port, ip);
        const connected = await new Promise<boolean>((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
        client = connected ? socket.on('error', () => undefined) : undefined;
        return answer(connected ? 200 : 504, JSON.stringify({ connected, delimiter: true, ip, output: 'raw', port, latency: 10000 }), 'text/json');
      }
      if (!board) return answer(502, 'Error: No OpenBCI board attached\r\n');
      if (request.url === '/stream/start') {
        stopStream = board.stream((bytes) => client?.write(bytes));
        return answer(200, 'OK\r\n');
      }
      if (request.url === '/stream/stop') {
        stopStream?.();
        return answer(200, 'OK\r\n');
      }
      if (request.url === '/command') {
        const { command } = JSON.parse(body) as { command: string };
        if (command.length > 31) return answer(501, 'Error: Sent more than 31 chars\r\n');
        return answer(200, board.command(command));
      }
      return answer(404, 'Route Not Found');
    })();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  const ssdp = createSocket('udp4');
  ssdp.on('message', (bytes, from) => {
    if (!/^M-SEARCH[\s\S]+ST: urn:schemas-upnp-org:device:Basic:1\r\n/m.test(bytes.toString('latin1'))) return;
    // A television answers the same question from an address where nothing listens.
    for (const location of [`http://127.0.0.1:${port}/description.xml`, 'http://127.0.0.1:9/tv.xml']) {
      ssdp.send(`HTTP/1.1 200 OK\r\nEXT:\r\nCACHE-CONTROL: max-age=1200\r\nST: urn:schemas-upnp-org:device:Basic:1\r\nLOCATION: ${location}\r\n\r\n`, from.port, from.address);
    }
  });
  await new Promise<void>((resolve) => ssdp.bind(0, '127.0.0.1', resolve));

  return {
    port,
    ssdpPort: ssdp.address().port,
    requests,
    attach(next) {
      board = next;
    },
    cut: () => void client?.destroy(),
    async [Symbol.asyncDispose]() {
      stopStream?.();
      client?.destroy();
      ssdp.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
