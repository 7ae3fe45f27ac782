import type { ContractSkip } from '../../testing/index.ts';
import type { BoardSubject, SentFrame } from './board-contract.test-support.ts';
import { boards } from './boards.ts';
import { CYTON_PACKET_BYTES, encodeCytonPacket } from './cyton/cyton-packet.ts';
import { encodeGanglionPacket, encodeGanglionRawPacket } from './ganglion/ganglion-packet.ts';
import { encodeSyntheticPacket, SYNTHETIC_PACKET_BYTES } from './synthetic/synthetic-packet.ts';

const clamp = (count: number): number => Math.max(-(2 ** 23), Math.min(2 ** 23 - 1, count));

/** A board whose frame is one packet of 33 bytes. */
function cytonSubject(board: BoardSubject['board'], numberOf: (frameIndex: number) => number): BoardSubject {
  return {
    board,
    quantize: clamp,
    encode: (frames) =>
      frames.map(({ index, counts }) => {
        const bytes = new Uint8Array(CYTON_PACKET_BYTES);
        encodeCytonPacket({ sampleNumber: numberOf(index), counts }, bytes);
        return { bytes, frameIndexes: [index] };
      }),
  };
}

/** Two frames a packet; firmware 3 sends the upper bits of each count. */
const ganglion: BoardSubject = {
  board: boards.ganglion,
  // 17 bits of 24; the lowest of the 18 is the sign.
  quantize: (count) => (clamp(count) >> 7) << 7,
  encode: (frames) =>
    pairsOf(frames).map(([first, second]) => ({
      bytes: encodeGanglionPacket({ id: (first.index / 2) % 100, values: [...first.counts, ...second.counts].map((count) => count >> 6) }, { bitCount: 18 }),
      frameIndexes: [first.index, second.index],
    })),
};

/** Firmware 2: one whole sample, then a hundred packets of two differences. The lowest bit of a difference is lost. */
const ganglionFirmware2: BoardSubject = {
  board: { ...boards.ganglion, defaultSettings: { ...boards.ganglion.defaultSettings, firmwareMajor: 2 } },
  quantize: (count) => (count >> 8) & ~1,
  encode(frames) {
    const packets: ReturnType<BoardSubject['encode']> = [];
    for (let at = 0; at < frames.length; ) {
      const position = frames[at].index % 201;
      if (position === 0) {
        packets.push({ bytes: encodeGanglionRawPacket(frames[at].counts), frameIndexes: [frames[at].index] });
        at += 1;
        continue;
      }
      if (at + 1 >= frames.length) break;
      const [before, first, second] = [frames[at - 1], frames[at], frames[at + 1]];
      const values = [...first.counts.map((count, channel) => before.counts[channel] - count), ...second.counts.map((count, channel) => first.counts[channel] - count)];
      packets.push({ bytes: encodeGanglionPacket({ id: (position + 1) / 2, values }, { bitCount: 18 }), frameIndexes: [first.index, second.index] });
      at += 2;
    }
    return packets;
  },
};

const synthetic: BoardSubject = {
  board: boards.synthetic,
  quantize: clamp,
  encode: (frames) =>
    frames.map(({ index, counts }) => {
      const bytes = new Uint8Array(SYNTHETIC_PACKET_BYTES);
      encodeSyntheticPacket({ number: index, counts }, bytes);
      return { bytes, frameIndexes: [index] };
    }),
};

const NOTIFICATIONS: ContractSkip[] = [
  { case: 'any cut of the bytes gives the same frames', reason: 'Bluetooth hands over whole notifications of 20 bytes' },
  { case: 'stray bytes between packets make no frame that was not sent', reason: 'Bluetooth hands over whole notifications of 20 bytes' },
  { case: 'restart() forgets what was left of the stream before', reason: 'Bluetooth hands over whole notifications of 20 bytes: nothing is left' },
];
const DIFFERENCES: ContractSkip = { case: 'lost packets cost their own frames and no other', reason: 'firmware 2 sends differences: nothing is known until the next whole sample' };

/** Every board of the registry, and the Ganglion's older firmware. */
export const boardSubjects: readonly { readonly name: string; readonly subject: BoardSubject; readonly skips: readonly ContractSkip[] }[] = [
  { name: 'cyton', subject: cytonSubject(boards.cyton, (index) => index & 255), skips: [] },
  { name: 'cyton-daisy', subject: cytonSubject(boards['cyton-daisy'], (index) => index & 255), skips: [] },
  { name: 'cyton-wifi', subject: cytonSubject(boards['cyton-wifi'], (index) => index & 255), skips: [] },
  { name: 'cyton-daisy-wifi', subject: cytonSubject(boards['cyton-daisy-wifi'], (index) => (index >> 1) & 255), skips: [{ case: 'lost packets cost their own frames and no other', reason: 'both halves of a sample carry the same number: a lone one is taken for the first' }] },
  { name: 'ganglion', subject: ganglion, skips: NOTIFICATIONS },
  { name: 'ganglion, firmware 2', subject: ganglionFirmware2, skips: [...NOTIFICATIONS, DIFFERENCES] },
  { name: 'ganglion-wifi', subject: cytonSubject(boards['ganglion-wifi'], (index) => index % 201), skips: [] },
  { name: 'synthetic', subject: synthetic, skips: [] },
];

function pairsOf(frames: readonly SentFrame[]): [SentFrame, SentFrame][] {
  return Array.from({ length: frames.length >> 1 }, (_, pair) => [frames[2 * pair], frames[2 * pair + 1]]);
}
