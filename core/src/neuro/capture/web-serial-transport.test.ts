import { describe, expect, test } from 'vitest';
import { errorCodeOf } from '../../foundation/index.ts';
import { openWebSerialTransport, type WebSerialPort } from './web-serial-transport.ts';

/** A SerialPort as the specification has it: streams that lock, a port that does not close while one is locked, a new stream after a line error. */
function createPortDouble({ openError }: { openError?: Error } = {}) {
  const written: string[] = [];
  const calls: string[] = [];
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let readable: ReadableStream<Uint8Array> | null = null;
  let writable: WritableStream<Uint8Array> | null = null;
  const renewReadable = (): void => {
    readable = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
  };
  const port: WebSerialPort = {
    get readable() {
      return readable;
    },
    get writable() {
      return writable;
    },
    async open({ baudRate, bufferSize }) {
      if (openError) throw openError;
      calls.push(`open ${baudRate} ${bufferSize}`);
      renewReadable();
      writable = new WritableStream<Uint8Array>({ write: (bytes) => void written.push(new TextDecoder().decode(bytes)) });
    },
    async close() {
      if (readable?.locked || writable?.locked) throw new TypeError('Cannot close a port while a stream is locked');
      calls.push('close');
      readable = null;
      writable = null;
    },
    async setSignals(signals) {
      calls.push(`signals ${JSON.stringify(signals)}`);
    },
  };
  return {
    port,
    written,
    calls,
    send: (...bytes: number[]) => controller.enqueue(Uint8Array.from(bytes)),
    failLine(name: string) {
      const broken = controller;
      renewReadable();
      broken.error(Object.assign(new Error(name), { name }));
    },
    unplug() {
      readable = null;
      writable = null;
      controller.error(Object.assign(new Error('The device has been lost.'), { name: 'NetworkError' }));
    },
  };
}

async function opened() {
  const double = createPortDouble();
  let nowMs = 100;
  const transport = await openWebSerialTransport(double.port, { baudRate: 115_200, nowMs: () => nowMs++ });
  return { ...double, transport };
}

describe('openWebSerialTransport()', () => {
  test('opens the port with room for a page that stalls, and raises its signals', async () => {
    const { calls } = await opened();
    expect(calls).toEqual(['open 115200 65536', 'signals {"dataTerminalReady":true,"requestToSend":true}']);
  });

  test('hands over chunks with their time, and writes', async () => {
    const { transport, send, written } = await opened();
    send(1, 2);
    send(3);
    const chunks = transport.chunks()[Symbol.asyncIterator]();
    expect(await chunks.next()).toEqual({ done: false, value: { bytes: Uint8Array.of(1, 2), arrivalMs: 100 } });
    expect(await chunks.next()).toEqual({ done: false, value: { bytes: Uint8Array.of(3), arrivalMs: 101 } });
    await Promise.all([transport.write(new TextEncoder().encode('b')), transport.write(new TextEncoder().encode('s'))]);
    expect(written).toEqual(['b', 's']);
  });

  test('goes on after an error of the line', async () => {
    const { transport, send, failLine } = await opened();
    const chunks = transport.chunks()[Symbol.asyncIterator]();
    send(1);
    expect((await chunks.next()).value.bytes).toEqual(Uint8Array.of(1));
    failLine('BufferOverrunError');
    send(2);
    expect((await chunks.next()).value.bytes).toEqual(Uint8Array.of(2));
  });

  test('an unplugged device is headset-lost, at once', async () => {
    const { transport, unplug } = await opened();
    const next = transport.chunks()[Symbol.asyncIterator]().next();
    unplug();
    expect(errorCodeOf(await next.catch((error: unknown) => error))).toBe('headset-lost');
    expect(errorCodeOf(await transport.write(Uint8Array.of(1)).catch((error: unknown) => error))).toBe('headset-lost');
  });

  test('close() ends a pending read, lets go of the stream and closes the port once', async () => {
    const { transport, calls } = await opened();
    const next = transport.chunks()[Symbol.asyncIterator]().next();
    await transport.close();
    await transport.close();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(calls.filter((call) => call === 'close')).toHaveLength(1);
  });

  test('an aborted signal ends the reading, and the port can still be closed', async () => {
    const { transport, calls } = await opened();
    const controller = new AbortController();
    const next = transport.chunks({ signal: controller.signal })[Symbol.asyncIterator]().next();
    controller.abort();
    expect((await next).done).toBe(true);
    await transport.close();
    expect(calls).toContain('close');
  });

  test('a port that another program has is headset-busy, and says what to do', async () => {
    const { port } = createPortDouble({ openError: new Error('Failed to open serial port.') });
    const error = await openWebSerialTransport(port, { baudRate: 115_200, nowMs: () => 0 }).catch((reason: unknown) => reason);
    expect(errorCodeOf(error)).toBe('headset-busy');
    expect(String(error)).toMatch(/Close other tabs/);
  });
});
