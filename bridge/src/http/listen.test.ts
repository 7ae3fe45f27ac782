import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { listen, loopbackHosts, type Listening } from './listen.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close({ graceMs: 0 });
});
async function listenOn(port: number, fetch: (request: Request) => Response | Promise<Response> = () => new Response('here')): Promise<Listening> {
  const server = await listen(fetch, port);
  open.push(server);
  return server;
}

describe('listen()', () => {
  test('takes the next free port when the wanted one is in use, and says so', async () => {
    const first = await listenOn(0);
    const second = await listenOn(first.port);
    expect(second.port).toBeGreaterThan(first.port);
    expect(second.moved).toBe(`Port ${first.port} is in use by another program: listening on ${second.port} instead.`);
    expect(await (await fetch(`http://127.0.0.1:${second.port}/`)).text()).toBe('here');
  });

  test('also when another program listens there on every address', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '0.0.0.0', resolve));
    const { port } = other.address() as AddressInfo;
    expect((await listenOn(port)).moved).toContain(`Port ${port} is in use`);
    await new Promise((resolve) => other.close(resolve));
  });

  test('gives up with a message when no port is left', async () => {
    const holders = [await listenOn(65_535).catch(() => undefined)];
    await expect(listenOn(65_535)).rejects.toMatchObject({ code: 'port-in-use', message: expect.stringContaining('--port') });
    expect(holders).toHaveLength(1);
  });

  test('is reachable on loopback only', async () => {
    const { port } = await listenOn(0);
    const outside = Object.values(networkInterfaces()).flat().find((address) => address?.family === 'IPv4' && !address.internal);
    // A machine without a network has no address to try.
    if (outside) await expect(fetch(`http://${outside.address}:${port}/`)).rejects.toThrow();
    expect(loopbackHosts(port)).toEqual([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  });

  test('aborts the request of a client that goes away', async () => {
    const started = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    const { port } = await listenOn(0, async ({ signal }) => {
      signal.addEventListener('abort', () => aborted.resolve());
      started.resolve();
      await aborted.promise;
      return new Response();
    });
    const client = request({ port, host: '127.0.0.1' }).on('error', () => undefined).end();
    await started.promise;
    client.destroy();
    await aborted.promise;
  });

  test('cancels the stream of a client that goes away', async () => {
    const cancelled = Promise.withResolvers<void>();
    const body = new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([97])), cancel: () => cancelled.resolve() });
    const { port } = await listenOn(0, () => new Response(body));
    const client = request({ port, host: '127.0.0.1' }, (response) => response.once('data', () => client.destroy())).on('error', () => undefined).end();
    await cancelled.promise;
  });

  test('close() cuts off calls that outlast the grace', async () => {
    const started = Promise.withResolvers<void>();
    const server = await listen(async () => {
      started.resolve();
      return new Promise<Response>(() => undefined);
    }, 0);
    const call = fetch(`http://127.0.0.1:${server.port}/`).catch((error: unknown) => error);
    await started.promise;
    await server.close({ graceMs: 10 });
    expect(await call).toBeInstanceOf(Error);
  });
});
