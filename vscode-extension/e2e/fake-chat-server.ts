import { createServer } from 'node:http';

export interface FakeChatServer extends AsyncDisposable {
  readonly url: string;
  /** Authorization headers of the requests so far. */
  readonly authorizations: readonly (string | undefined)[];
  readonly abandonedCount: () => number;
}

/** A chat model with the OpenAI-compatible interface that streams what `answer` says, a word every `intervalMs`. */
export async function startFakeChatServer({ answer, intervalMs }: { answer: (prompt: string) => string; intervalMs: () => number }): Promise<FakeChatServer> {
  const authorizations: (string | undefined)[] = [];
  let abandonedCount = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      authorizations.push(request.headers.authorization);
      response.setHeader('content-type', 'text/event-stream');
      const waiting = answer(body).split(/(?<= )/);
      const send = (value: object): void => void response.write(`data: ${JSON.stringify(value)}\n\n`);
      const timer = setInterval(() => {
        const content = waiting.shift();
        if (content !== undefined) return send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
        clearInterval(timer);
        send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 10, completion_tokens: 10 } });
        response.end('data: [DONE]\n\n');
      }, intervalMs());
      response.on('close', () => {
        clearInterval(timer);
        if (!response.writableEnded) abandonedCount++;
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Cannot start the chat server: it has no port');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    authorizations,
    abandonedCount: () => abandonedCount,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
