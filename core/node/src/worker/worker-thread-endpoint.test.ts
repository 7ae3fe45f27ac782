import { MessageChannel, Worker } from 'node:worker_threads';
import { openChannel, transferring } from '@iza/core/protocol';
import { describe, expect, test } from 'vitest';
import { workerThreadEndpoint } from './worker-thread-endpoint.ts';

describe('workerThreadEndpoint()', () => {
  test('carries calls both ways and moves owned bytes', async () => {
    const { port1, port2 } = new MessageChannel();
    const near = openChannel(workerThreadEndpoint(port1), { handlers: { name: () => 'near' } });
    const far = openChannel(workerThreadEndpoint(port2), {
      handlers: {
        bytes: () => {
          const bytes = new Uint8Array([1, 2, 3]);
          return transferring(bytes, [bytes.buffer]);
        },
      },
    });
    expect(await near.call('bytes', null)).toEqual(new Uint8Array([1, 2, 3]));
    expect(await far.call('name', null)).toBe('near');
    near.close();
    expect((await far.closed).code).toBe('connection-lost');
  });

  test.each([
    ['throws', `throw new Error('out of paper')`, /out of paper/],
    ['exits', `process.exit(3)`, /code 3/],
  ])('rejects what is open when the worker %s', async (_name, script, reason) => {
    const worker = new Worker(script, { eval: true });
    const channel = openChannel(workerThreadEndpoint(worker), { peerName: 'the index worker' });
    await expect(channel.call('notes', null)).rejects.toThrow(reason);
    await expect(channel.call('notes', null)).rejects.toMatchObject({ code: 'connection-lost' });
  });

  test('ends the worker when the channel is closed', async () => {
    const worker = new Worker('setInterval(() => undefined, 1000)', { eval: true });
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    openChannel(workerThreadEndpoint(worker)).close();
    await ended;
  });
});
