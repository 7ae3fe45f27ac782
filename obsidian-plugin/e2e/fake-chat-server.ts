import { createServer } from 'node:http';

export interface FakeChatServer {
  readonly url: string;
  /** Requests whose client went away before the answer was whole. */
  readonly abandonedCount: () => number;
  close(): Promise<void>;
}

/** A chat model with the OpenAI-compatible interface that streams `words`, one every `intervalMs`. */
export async function startFakeChatServer({ words, intervalMs, allowsOrigins = true }: { words: readonly string[]; intervalMs: number; allowsOrigins?: boolean }): Promise<FakeChatServer> {
  let abandonedCount = 0;
  const server = createServer((request, response) => {
    if (allowsOrigins) {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', '*');
    }
    if (request.method === 'OPTIONS') return void response.end();
    request.resume();
    response.setHeader('content-type', 'text/event-stream');
    let sentCount = 0;
    const send = (value: unknown): void => void response.write(`data: ${JSON.stringify(value)}\n\n`);
    const timer = setInterval(() => {
      const word = words[sentCount];
      sentCount += 1;
      if (word !== undefined) return send({ choices: [{ index: 0, delta: { content: word }, finish_reason: null }] });
      send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 10, completion_tokens: words.length } });
      clearInterval(timer);
      response.end('data: [DONE]\n\n');
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
    url: `http://127.0.0.1:${address.port}/v1`,
    abandonedCount: () => abandonedCount,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
