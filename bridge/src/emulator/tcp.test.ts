import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createCytonEmulator } from '@iza/core/neuro';
import { expect, test } from 'vitest';
import { createEmulatorPort } from './emulator-port.ts';

const OPTIONS = { pty: false, tcpPort: 0, latencyTimerMs: 1 };

async function connectTo(address: string | undefined): Promise<Socket> {
  const [host, port] = address!.split(':');
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  return socket;
}

async function readUntil(socket: Socket, isEnough: (text: string) => boolean): Promise<string> {
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += (chunk as Buffer).toString('latin1');
    if (isEnough(text)) break;
  }
  return text;
}

test('serves a board on a TCP port: one client, then the next', async () => {
  await using served = await createEmulatorPort().serve(createCytonEmulator({ daisy: true }), OPTIONS);
  expect(served).toMatchObject({ ptyPath: undefined, tcpAddress: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
  const first = await connectTo(served.tcpAddress);
  first.write('V');
  expect(await readUntil(first, (text) => text.endsWith('$$$'))).toBe('v3.1.2$$$');

  const refused = await connectTo(served.tcpAddress);
  refused.on('error', () => undefined);
  await once(refused, 'close');
  first.destroy();

  // The server hears of the first one's end in its own time.
  let text = '';
  while (text === '') {
    const second = await connectTo(served.tcpAddress);
    second.on('error', () => undefined);
    second.write('vb');
    text = await readUntil(second, (received) => received.length > 200).catch(() => '');
    second.destroy();
  }
  expect(text).toContain('On Daisy ADS1299 Device ID: 0x3E');
  expect(text).toContain('$$$\xa0\0');
});

test('ends for the client when the cable is pulled, and says so', async () => {
  const served = await createEmulatorPort().serve(createCytonEmulator({ faults: { script: [{ type: 'unplug', atPacket: 3 }] } }), OPTIONS);
  const client = await connectTo(served.tcpAddress);
  client.write('b');
  expect(await readUntil(client, () => false)).toHaveLength(3 * 33);
  expect(await served.ended).toBe('unplugged');
  await served.close();
});

test('a port that another program has is named', async () => {
  await using served = await createEmulatorPort().serve(createCytonEmulator(), OPTIONS);
  const tcpPort = Number(served.tcpAddress!.split(':')[1]);
  await expect(createEmulatorPort().serve(createCytonEmulator(), { ...OPTIONS, tcpPort })).rejects.toMatchObject({ code: 'port-in-use', message: expect.stringContaining(`TCP port ${tcpPort}`) });
});
