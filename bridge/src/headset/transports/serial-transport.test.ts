import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '@iza/core/ports';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSerialTransport } from './serial-transport.ts';
import { openTcpTransport } from './tcp-transport.ts';

// Named once: it is a program of the system, no package's.
const SOCAT = 'socat';
const hasSocat = spawnSync(SOCAT, ['-V']).status === 0;
if (!hasSocat) console.warn('SKIPPED: no socat on this machine'); // oxlint-disable-line no-console -- reason: a skip must be seen
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

async function readText(transport: Transport, length: number): Promise<string> {
  let text = '';
  for await (const { bytes } of transport.chunks()) {
    text += String.fromCharCode(...bytes);
    if (text.length >= length) break;
  }
  return text;
}

// Needs socat, which makes a pair of pseudo terminals: one end is the port, the other the board.
describe.skipIf(!hasSocat)('openSerialTransport() on a pseudo terminal', () => {
  let folder: string;
  let socat: ChildProcess;
  let port: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'iza-pty-'));
    port = join(folder, 'port');
    // The board's end echoes what it is told, as `cat` does.
    socat = spawn(SOCAT, [`pty,raw,echo=0,link=${port}`, 'exec:cat,pty,raw,echo=0'], { stdio: 'ignore' });
    await vi.waitFor(() => expect(existsSync(port)).toBe(true), { timeout: 5000 });
  });
  afterEach(() => {
    socat.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test('writes and reads bytes, whatever settings the terminal refuses', async () => {
    const { transport } = await openSerialTransport(port);
    await transport.write(ascii('hello'));
    expect(await readText(transport, 5)).toBe('hello');
    expect(transport.description).toBe(`${port} (115200 baud)`);
    await transport.close();
    await transport.close();
    await expect(transport.write(ascii('x'))).rejects.toMatchObject({ code: 'headset-lost' });
  });

  test('fails its chunks when the other side is gone', async () => {
    const { transport } = await openSerialTransport(port);
    const reading = readText(transport, 1);
    socat.kill();
    await expect(reading).rejects.toMatchObject({ code: 'headset-lost', message: expect.stringContaining('unplugged') });
    await transport.close();
  });

  test('names who has the port when it is busy', async () => {
    const { transport } = await openSerialTransport(port);
    await expect(openSerialTransport(port)).rejects.toMatchObject({ code: 'headset-busy' });
    await transport.close();
  });
});

describe('openSerialTransport()', () => {
  test('says that a port is not there', async () => {
    await expect(openSerialTransport('/dev/iza-no-such-port')).rejects.toMatchObject({ code: 'headset-missing', message: expect.stringContaining('iza headset list') });
  });
});

describe('openTcpTransport()', () => {
  async function serve(onSocket: (socket: Socket) => void): Promise<{ port: number; close: () => void }> {
    const server = createServer(onSocket);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { port: (server.address() as AddressInfo).port, close: () => server.close() };
  }

  test('moves bytes both ways and ends its chunks when closed', async () => {
    const server = await serve((socket) => socket.pipe(socket));
    const { transport } = await openTcpTransport({ host: '127.0.0.1', port: server.port });
    await transport.write(ascii('hello'));
    const reading = readText(transport, 1000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await transport.close();
    expect(await reading).toBe('hello');
    server.close();
  });

  test('fails its chunks when the other side closes', async () => {
    const server = await serve((socket) => socket.end('x'));
    const { transport } = await openTcpTransport({ host: '127.0.0.1', port: server.port });
    await expect(readText(transport, 2)).rejects.toMatchObject({ code: 'headset-lost' });
    await expect(transport.write(ascii('x'))).rejects.toMatchObject({ code: 'headset-lost' });
    server.close();
  });

  test('says that nothing listens, and stops when it is told to', async () => {
    await expect(openTcpTransport({ host: '127.0.0.1', port: 9 })).rejects.toMatchObject({ code: 'headset-missing', message: expect.stringContaining('nothing listens') });
    await expect(openTcpTransport({ host: '127.0.0.1', port: 9 }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });
});
