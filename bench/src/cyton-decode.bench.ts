import { createCytonDecoder, CYTON_PACKET_BYTES, encodeCytonPacket } from '@iza/core/neuro';
import { createSeededRandom } from '@iza/core/foundation';
import { checkAnswer, compareSides, type Bench } from './harness.ts';
import { findPacketParser } from './cyton-decode-peer.ts';

const CHUNK_BYTES = 4096;
const CHANNEL_COUNT = 8;

/** Every side reads the same packets in chunks of 4 KiB that cut packets anywhere. */
export const bench: Bench = {
  name: 'cyton decode',
  target: '≥ 200 MB/s of packets on one core, no allocation per sample',
  async run({ small }) {
    const packetCount = small ? 20_000 : 400_000;
    const bytes = makePackets(packetCount);
    const expectedSum = sumByDataView(bytes);
    const parser = findPacketParser();
    if (!parser) console.error('  SKIPPED the comparison with npm openbci-utilities: it is not installed');
    const peerBytes = bytes.subarray(0, Math.floor(packetCount / 100) * CYTON_PACKET_BYTES);
    const peerSum = sumByDataView(peerBytes);

    checkAnswer('sum of all counts by the decoder', sumByDecoder(bytes) === expectedSum);
    checkAnswer('sum of all counts by objects', sumByObjects(bytes) === expectedSum);
    if (parser) checkAnswer('sum of all counts by openbci-utilities', parser.sumOfCounts(peerBytes) === peerSum);

    const sides = [
      { name: 'decoder', run: () => sumByDecoder(bytes) },
      { name: 'DataView, packets known to be whole', run: () => sumByDataView(bytes) },
      { name: 'an object a packet', run: () => sumByObjects(bytes) },
      ...(parser ? [{ name: 'openbci-utilities, a hundredth', run: () => parser.sumOfCounts(peerBytes) }] : []),
    ];
    const rows = await compareSides('cyton decode', sides, { rounds: small ? 3 : 9 });
    return rows.map((row) => {
      const byteCount = row.side.includes('hundredth') ? peerBytes.length : bytes.length;
      return { ...row, note: `${(byteCount / 1000 / row.medianMs).toFixed(0)} MB/s` };
    });
  },
};

function makePackets(packetCount: number): Uint8Array {
  const random = createSeededRandom(1);
  const bytes = new Uint8Array(packetCount * CYTON_PACKET_BYTES);
  const counts = new Int32Array(CHANNEL_COUNT);
  for (let packet = 0; packet < packetCount; packet++) {
    for (let channel = 0; channel < CHANNEL_COUNT; channel++) counts[channel] = random.integerBelow(2 ** 24) - 2 ** 23;
    encodeCytonPacket({ sampleNumber: packet & 255, counts }, bytes, packet * CYTON_PACKET_BYTES);
  }
  return bytes;
}

function sumByDecoder(bytes: Uint8Array): number {
  const decoder = createCytonDecoder();
  decoder.restart({ fromStart: true });
  let sum = 0;
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const { frameCount, counts } = decoder.decode(bytes.subarray(at, at + CHUNK_BYTES));
    for (let index = 0; index < frameCount * CHANNEL_COUNT; index++) sum += counts[index];
  }
  const { frameCount, counts } = decoder.flush();
  for (let index = 0; index < frameCount * CHANNEL_COUNT; index++) sum += counts[index];
  return sum;
}

/** No search for headers, no cuts: what reading alone costs. */
function sumByDataView(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += CYTON_PACKET_BYTES) {
    for (let channel = 0; channel < CHANNEL_COUNT; channel++) sum += (view.getInt16(at + 2 + channel * 3) << 8) | view.getUint8(at + 4 + channel * 3);
  }
  return sum;
}

/** As a first draft would: a slice and an array for each packet. */
function sumByObjects(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += CYTON_PACKET_BYTES) {
    const packet = bytes.slice(at, at + CYTON_PACKET_BYTES);
    const counts: number[] = [];
    for (let channel = 0; channel < CHANNEL_COUNT; channel++) counts.push(((packet[2 + channel * 3] << 24) | (packet[3 + channel * 3] << 16) | (packet[4 + channel * 3] << 8)) >> 8);
    const sample = { number: packet[1], counts };
    sum += sample.counts.reduce((total, count) => total + count, 0);
  }
  return sum;
}
