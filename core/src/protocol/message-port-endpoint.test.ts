import { describe, expect, test, vi } from 'vitest';
import { openChannel } from './channel.ts';
import { messagePortEndpoint } from './message-port-endpoint.ts';

/** A worker whose events the test fires. */
function createFakeWorker() {
  const target = new EventTarget();
  const postMessage = vi.fn();
  const fire = (type: string, fields: object = {}): void => void target.dispatchEvent(Object.assign(new Event(type), fields));
  return {
    fire,
    postMessage,
    target: {
      postMessage,
      addEventListener: (type: string, listener: (event: object) => void) => target.addEventListener(type, listener),
      removeEventListener: (type: string, listener: (event: object) => void) => target.removeEventListener(type, listener),
    },
  };
}

describe('messagePortEndpoint()', () => {
  test('hands on the data of messages and passes what is given away', () => {
    const { target, fire, postMessage } = createFakeWorker();
    const endpoint = messagePortEndpoint(target);
    const heard: unknown[] = [];
    const unsubscribe = endpoint.onMessage((message) => heard.push(message));
    fire('message', { data: { one: 1 } });
    unsubscribe();
    fire('message', { data: 'late' });
    expect(heard).toEqual([{ one: 1 }]);
    const buffer = new ArrayBuffer(8);
    endpoint.postMessage('bytes', [buffer]);
    expect(postMessage).toHaveBeenCalledWith('bytes', [buffer]);
  });

  test('starts a port that waits to be started', () => {
    const start = vi.fn();
    messagePortEndpoint({ ...createFakeWorker().target, start }).onMessage(() => undefined);
    expect(start).toHaveBeenCalledOnce();
  });

  test('a worker that could not be loaded rejects what is open, with its message', async () => {
    const { target, fire } = createFakeWorker();
    const call = openChannel(messagePortEndpoint(target), { peerName: 'the index worker' }).call('notes', null);
    fire('error', { message: 'SyntaxError in engine.js' });
    await expect(call).rejects.toThrow('Lost the connection to the index worker: it could not start (SyntaxError in engine.js)');
  });

  test('an uncaught error of a worker that has spoken ends nothing', async () => {
    const { target, fire } = createFakeWorker();
    const channel = openChannel(messagePortEndpoint(target));
    const call = channel.call('notes', null);
    fire('message', { data: { type: 'channel-hello', protocolVersion: '1.0' } });
    fire('error', { message: 'some timer failed' });
    fire('message', { data: { type: 'call-result', callId: 0, output: 'read' } });
    expect(await call).toBe('read');
  });

  test('a closed port rejects what is open', async () => {
    const { target, fire } = createFakeWorker();
    const call = openChannel(messagePortEndpoint(target)).call('notes', null);
    fire('close');
    await expect(call).rejects.toMatchObject({ code: 'connection-lost' });
  });
});
