import type { Transport } from '@iza/core/ports';
import { describe, expect, test } from 'vitest';
import { addressOfReply, discoverWifiShields } from './discover-wifi-shields.ts';
import { startWifiShieldDouble, type DoubleBoard } from './wifi-shield-double.test-support.ts';
import { openWifiTransport } from './wifi-transport.ts';

const packet = Uint8Array.from({ length: 33 }, (_, index) => (index === 0 ? 0xa0 : index === 32 ? 0xc0 : index));
const board: DoubleBoard = {
  command: (text) => (text === 'v' ? 'OpenBCI V3 8-16 channel\nFirmware: v3.1.2\n$$$' : text === '~4' ? 'Success: Sample rate is 1000Hz' : ''),
  stream(send) {
    send(packet);
    return () => undefined;
  },
};
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

async function readUntil(transport: Transport, pattern: RegExp): Promise<string> {
  let text = '';
  for await (const { bytes } of transport.chunks()) {
    text += String.fromCharCode(...bytes);
    if (pattern.test(text)) return text;
  }
  return text;
}

describe('openWifiTransport()', () => {
  test('has the shield connect to it, sends commands over HTTP and reads replies and packets as one stream', async () => {
    await using shield = await startWifiShieldDouble(board);
    const { transport, notices } = await openWifiTransport({ host: '127.0.0.1', port: shield.port });
    for (const command of ['v', '~4', 'b', 's']) await transport.write(ascii(command));
    const text = await readUntil(transport, /\xc0/);
    expect(text).toContain('Firmware: v3.1.2\n$$$Success: Sample rate is 1000Hz$$$');
    expect(text).toContain(String.fromCharCode(...packet));
    expect(notices).toEqual([]);
    expect(shield.requests.map((request) => request.replace(/"port":\d+/, '"port":N'))).toEqual([
      'GET /board',
      'POST /tcp {"ip":"127.0.0.1","port":N,"output":"raw","delimiter":true,"latency":10000}',
      'POST /command {"command":"v"}',
      'POST /command {"command":"~4"}',
      'GET /stream/start',
      'GET /stream/stop',
    ]);
    await transport.close();
  });

  test('ends the chunks when it is closed, and fails them when the shield goes away', async () => {
    await using shield = await startWifiShieldDouble(board);
    const first = await openWifiTransport({ host: '127.0.0.1', port: shield.port });
    await first.transport.close();
    expect(await readUntil(first.transport, /x/)).toBe('');
    const second = await openWifiTransport({ host: '127.0.0.1', port: shield.port });
    shield.cut();
    await expect(readUntil(second.transport, /x/)).rejects.toMatchObject({ code: 'headset-lost', message: expect.stringContaining('battery') });
    await second.transport.close();
  });

  test('says what to do when the shield has no board, is none, or is not there', async () => {
    await using shield = await startWifiShieldDouble(undefined);
    const address = { host: '127.0.0.1', port: shield.port };
    await expect(openWifiTransport(address)).rejects.toMatchObject({ code: 'headset-silent', message: expect.stringContaining('no board is attached') });
    shield.attach(board);
    const { transport } = await openWifiTransport(address);
    shield.attach(undefined);
    await expect(transport.write(ascii('v'))).rejects.toMatchObject({ code: 'headset-silent' });
    await transport.close();
    await expect(openWifiTransport({ host: '127.0.0.1', port: 9 })).rejects.toMatchObject({ code: 'headset-missing', message: expect.stringContaining('192.168.4.1') });
    await expect(openWifiTransport(address, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });

  test('refuses a command that the shield would cut off', async () => {
    await using shield = await startWifiShieldDouble(board);
    const { transport } = await openWifiTransport({ host: '127.0.0.1', port: shield.port });
    await expect(transport.write(ascii('x'.repeat(32)))).rejects.toThrow(RangeError);
    await transport.close();
  });
});

describe('discoverWifiShields()', () => {
  test('finds a shield and leaves out what only answers like one', async () => {
    await using shield = await startWifiShieldDouble(board);
    const found = await discoverWifiShields({ searchMs: 300, target: { host: '127.0.0.1', port: shield.ssdpPort } });
    expect(found).toEqual([{ host: '127.0.0.1', port: shield.port, board: { isConnected: true, boardType: 'cyton', channelCount: 8 } }]);
  });

  test('is empty where nobody answers', async () => {
    expect(await discoverWifiShields({ searchMs: 20, target: { host: '127.0.0.1', port: 9 } })).toEqual([]);
  });
});

test.each([
  ['HTTP/1.1 200 OK\r\nLOCATION: http://192.168.1.7/description.xml\r\n\r\n', { host: '192.168.1.7', port: 80 }],
  ['HTTP/1.1 200 OK\r\nlocation:http://10.0.0.2:8080\r\n\r\n', { host: '10.0.0.2', port: 8080 }],
  ['HTTP/1.1 200 OK\r\nLOCATION: ftp://x\r\n\r\n', undefined],
  ['NOTIFY * HTTP/1.1\r\nLOCATION: http://a/\r\n\r\n', undefined],
  ['HTTP/1.1 200 OK\r\nLOCATION: http://[[/\r\n', undefined],
  ['', undefined],
])('addressOfReply(%j)', (text, expected) => {
  expect(addressOfReply(text)).toEqual(expected);
});
