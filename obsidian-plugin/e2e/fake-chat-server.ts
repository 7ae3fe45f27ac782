import { createServer } from 'node:http';
import { CHAT_WIRES, type ChatWire } from './chat-wires.ts';

export interface FakeChatServer {
  /** For the settings. */
  readonly url: string;
  /** Requests whose client went away before the answer was whole. */
  readonly abandonedCount: () => number;
  close(): Promise<void>;
}

export interface FakeChatServerOptions {
  readonly provider?: ChatWire['provider'];
  readonly words: readonly string[];
  readonly intervalMs: number;
  readonly allowsOrigins?: boolean;
}

/** A chat model that speaks a provider's wire and streams `words`, one every `intervalMs`. */
export async function startFakeChatServer({ provider = 'openai', words, intervalMs, allowsOrigins = true }: FakeChatServerOptions): Promise<FakeChatServer> {
  const wire = CHAT_WIRES.find((candidate) => candidate.provider === provider);
  if (!wire) throw new RangeError(`Cannot speak the wire of "${provider}"`);
  let abandonedCount = 0;
  const server = createServer((request, response) => {
    if (allowsOrigins) {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', '*');
    }
    if (request.method === 'OPTIONS') return void response.end();
    request.resume();
    response.setHeader('content-type', wire.contentType);
    response.write(wire.opening);
    let sentCount = 0;
    const timer = setInterval(() => {
      const word = words[sentCount];
      sentCount += 1;
      if (word !== undefined) return void response.write(wire.pieceOf(word));
      clearInterval(timer);
      response.end(wire.closing);
    }, intervalMs);
    response.on('close', () => {
      clearInterval(timer);
      if (!response.writableEnded) abandonedCount += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Cannot start the chat server: it has no port');
  return {
    url: `http://127.0.0.1:${address.port}${wire.pathPrefix}`,
    abandonedCount: () => abandonedCount,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
