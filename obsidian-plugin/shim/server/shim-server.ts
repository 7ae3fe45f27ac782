import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { answerDiskCall } from './disk-routes.ts';

export interface ShimServer {
  /** Where the page is: add `?phone` or `?dark`. */
  readonly url: string;
  close(): Promise<void>;
}

const SHIM_FOLDER = join(import.meta.dirname, '..');

/** Serves the shim's page, a built plugin and a vault folder on loopback. For tests only. */
export async function startShimServer({ vaultFolder, pluginFolder }: { vaultFolder: string; pluginFolder: string }): Promise<ShimServer> {
  const page = await bundlePage();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://shim');
    const send = (type: string, body: string | Buffer): void => {
      response.setHeader('content-type', type);
      response.setHeader('cache-control', 'no-store');
      response.end(body);
    };
    const [, area = '', name = ''] = url.pathname.split('/');
    if (url.pathname === '/') return send('text/html; charset=utf-8', await readFile(join(SHIM_FOLDER, 'page', 'index.html')));
    if (url.pathname === '/shim.js') return send('text/javascript', page);
    if (url.pathname === '/shim.css') return send('text/css', await readFile(join(SHIM_FOLDER, 'page', 'shim.css')));
    if (area === 'plugin' && /^(main\.js|styles\.css|manifest\.json)$/.test(name)) {
      return send(name.endsWith('.css') ? 'text/css' : 'text/plain; charset=utf-8', await readFile(join(pluginFolder, name)));
    }
    if (area === 'disk') {
      const result = await answerDiskCall(vaultFolder, name, url.searchParams, await bodyOf(request));
      if (result !== undefined) return send('application/octet-stream', result);
    }
    if (area === 'request-url') return forward(url.searchParams, await bodyOf(request), response);
    response.statusCode = 404;
    response.end();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Cannot serve the shim: the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bundlePage(): Promise<string> {
  const result = await build({ entryPoints: [join(SHIM_FOLDER, 'page', 'start-page.ts')], bundle: true, write: false, format: 'esm', target: 'chrome120', sourcemap: 'inline' });
  return result.outputFiles[0]?.text ?? '';
}

/** Obsidian's `requestUrl` knows no CORS: the call is made from here. */
async function forward(parameters: URLSearchParams, body: Buffer, response: ServerResponse): Promise<void> {
  const method = parameters.get('method') ?? 'GET';
  const answered = await fetch(parameters.get('url') ?? '', {
    method,
    headers: JSON.parse(parameters.get('headers') ?? '{}') as Record<string, string>,
    ...(body.length > 0 && method !== 'GET' && { body: new Uint8Array(body) }),
  });
  response.statusCode = answered.status;
  const type = answered.headers.get('content-type');
  if (type) response.setHeader('content-type', type);
  response.end(Buffer.from(await answered.arrayBuffer()));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
