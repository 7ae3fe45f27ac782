// A Cyton with a Daisy behind a WiFi shield: 16 channels at 250 Hz over TCP, in a process of its own. Channel 1 of each sample says when it was sent.
import { createServer } from 'node:net';
import { encodeCytonPacket } from '@iza/core/neuro';
import { countAt, sentCount } from './capture-signal.ts';

const SAMPLE_MS = 4;
const HELLO = 'OpenBCI V3 8-16 channel\nOn Board ADS1299 Device ID: 0x3E\nOn Daisy ADS1299 Device ID: 0x3E\nLIS3DH Device ID: 0x33\nFirmware: v3.1.2\n$$$';
const AUXILIARY = new Uint8Array(6);

const server = createServer((socket) => {
  let startedMs: number | undefined;
  let sent = 0;
  socket.setNoDelay(true).on('error', () => undefined);
  socket.on('data', (bytes) => {
    for (const command of bytes.toString('latin1')) {
      if (command === 'v') socket.write(HELLO);
      if (command === 'C') socket.write('16$$$');
      if (command === 's') startedMs = undefined;
      if (command !== 'b') continue;
      startedMs = performance.now();
      sent = 0;
    }
  });
  const timer = setInterval(() => {
    if (startedMs === undefined) return;
    const due = Math.floor((performance.now() - startedMs) / SAMPLE_MS);
    if (due <= sent) return;
    const bytes = new Uint8Array((due - sent) * 66);
    for (let at = 0; sent < due; sent += 1) {
      for (const first of [0, 8]) {
        const counts = Int32Array.from({ length: 8 }, (_, channel) => (first + channel === 0 ? sentCount() : countAt(sent, first + channel)));
        encodeCytonPacket({ sampleNumber: sent & 0xff, counts, auxiliary: AUXILIARY, stopByte: 0xc0 }, bytes, at);
        at += 33;
      }
    }
    socket.write(bytes);
  }, 1);
  socket.on('close', () => clearInterval(timer));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
});
