import { createSeededRandom, type SeededRandom } from '../../foundation/index.ts';
import type { ContractCase } from '../../testing/index.ts';
import type { Board } from './board.ts';
import type { FrameBatch, FrameDecoder } from './frame-batch.ts';

/** One frame of a stream: what the board counts. */
export interface SentFrame {
  /** Place since the stream's start. */
  readonly index: number;
  /** [channelsPerFrame] */
  readonly counts: readonly number[];
}

/** A board and how its bytes are made, by a route that does not go through its decoder. */
export interface BoardSubject {
  readonly board: Board;
  /** The nearest count that the board's packets can carry. */
  quantize(count: number): number;
  /** One piece a packet, in order; a packet may hold several frames. */
  encode(frames: readonly SentFrame[]): { readonly bytes: Uint8Array; readonly frameIndexes: readonly number[] }[];
}

/** What every board's decoder must do. */
export const boardContract: readonly ContractCase<BoardSubject>[] = [
  {
    name: 'every frame of a clean stream comes out with its number and its counts, over turns of the counter',
    async run(subject) {
      const frames = makeFrames(subject, Math.min(2000, 3 * modulusOf(subject.board)) + 12);
      const packets = subject.encode(frames);
      const sent = frames.slice(0, packets.at(-1)!.frameIndexes.at(-1)! + 1);
      if (sent.length < frames.length - 1) throw new Error(`Only ${sent.length} of ${frames.length} frames were encoded`);
      expectFrames(decode(subject.board, [joinBytes(packets.map(({ bytes }) => bytes))]), sent, subject.board);
    },
  },
  {
    name: 'a packet is given as soon as its last byte is there',
    async run(subject) {
      const packets = subject.encode(makeFrames(subject, 600, { isCalm: true }));
      const decoder = started(subject.board);
      for (const { bytes, frameIndexes } of packets) expectEqual(decoder.decode(bytes).frameCount, frameIndexes.length, `frames at packet of frame ${frameIndexes[0]}`);
    },
  },
  {
    name: 'any cut of the bytes gives the same frames',
    async run(subject) {
      const random = createSeededRandom('cuts');
      const frames = makeFrames(subject, 700);
      const bytes = joinBytes(subject.encode(frames).map((packet) => packet.bytes));
      for (let round = 0; round < 20; round++) expectFrames(decode(subject.board, cut(bytes, random)), frames, subject.board);
    },
  },
  {
    name: 'lost packets cost their own frames and no other',
    async run(subject) {
      const random = createSeededRandom('losses');
      const frames = makeFrames(subject, 900);
      const kept = subject.encode(frames).filter((_, index) => index < 3 || index % 7 !== 5 || random.next() < 0.3);
      const keptIndexes = new Set(kept.flatMap(({ frameIndexes }) => frameIndexes));
      expectFrames(
        decode(subject.board, kept.map(({ bytes }) => bytes)),
        frames.filter(({ index }) => keptIndexes.has(index)),
        subject.board,
      );
    },
  },
  {
    name: 'stray bytes between packets make no frame that was not sent',
    async run(subject) {
      const random = createSeededRandom('stray');
      const frames = makeFrames(subject, 2000);
      const chunks = subject.encode(frames).flatMap(({ bytes }) => (random.next() < 0.1 ? [Uint8Array.from({ length: 1 + random.integerBelow(20) }, () => random.integerBelow(256)), bytes] : [bytes]));
      const received = decode(subject.board, cut(joinBytes(chunks), random));
      const sent = new Set(frames.map((frame) => keyOf(frame, subject.board)));
      for (const frame of received) if (!sent.has(frame)) throw new Error(`Received a frame that was not sent: ${frame}`);
      if (received.length < frames.length * 0.99) throw new Error(`Expected nearly all of ${frames.length} frames, received ${received.length}`);
    },
  },
  {
    name: 'random bytes end in no frame, no error and no hang',
    async run({ board }) {
      const random = createSeededRandom('noise');
      const decoder = started(board);
      for (let chunk = 0; chunk < 200; chunk++) decoder.decode(Uint8Array.from({ length: random.integerBelow(300) }, () => random.integerBelow(256)));
      decoder.flush();
    },
  },
  {
    name: 'the decoder allocates no arrays once it has seen its largest chunk',
    async run(subject) {
      const packets = subject.encode(makeFrames(subject, 800));
      const decoder = started(subject.board);
      const { counts, numbers } = decoder.decode(joinBytes(packets.slice(0, 40).map(({ bytes }) => bytes)));
      for (const { bytes } of packets.slice(40)) {
        const batch = decoder.decode(bytes);
        if (batch.counts !== counts || batch.numbers !== numbers) throw new Error('The decoder made new arrays for a smaller chunk');
      }
    },
  },
  {
    name: 'restart() forgets what was left of the stream before',
    async run(subject) {
      const frames = makeFrames(subject, 50);
      const packets = subject.encode(frames);
      const decoder = started(subject.board);
      decoder.decode(packets[0].bytes);
      decoder.decode(packets[1].bytes.subarray(0, packets[1].bytes.length - 1));
      decoder.restart({ fromStart: true });
      expectFrames([...packets.flatMap(({ bytes }) => keysOf(decoder.decode(bytes), subject.board)), ...keysOf(decoder.flush(), subject.board)], frames, subject.board);
    },
  },
  {
    name: 'starting, stopping and asking change no settings but a reset; nonsense changes none',
    async run({ board }) {
      for (const text of [board.commands.start, board.commands.stop, '', '\u0000', 'x', 'xyz', '~', '/9', 'ü']) {
        expectEqual(JSON.stringify(board.settingsAfter(board.defaultSettings, text)), JSON.stringify(board.defaultSettings), `the settings after ${JSON.stringify(text)}`);
      }
    },
  },
];

/** Calm ones hold no byte that could be a header: nothing speaks against their packets. */
export function makeFrames({ board, quantize }: BoardSubject, frameCount: number, { isCalm = false }: { isCalm?: boolean } = {}): SentFrame[] {
  const random = createSeededRandom('frames');
  const usedCount = Math.min(board.frames.channelsPerFrame, board.channelNames.length);
  return Array.from({ length: frameCount }, (_, index) => ({
    index,
    // A board with fewer channels than its packets have room for leaves the rest empty.
    counts: Array.from({ length: board.frames.channelsPerFrame }, (__, channel) => (channel < usedCount ? quantize(isCalm ? random.integerBelow(100) : random.integerBelow(2 ** 24) - 2 ** 23) : 0)),
  }));
}

/** Number and counts of every frame, as texts. */
export function decode(board: Board, chunks: readonly Uint8Array[]): string[] {
  const decoder = started(board);
  return [...chunks.flatMap((chunk) => keysOf(decoder.decode(chunk), board)), ...keysOf(decoder.flush(), board)];
}

export function expectFrames(received: readonly string[], sent: readonly SentFrame[], board: Board): void {
  for (const [position, frame] of sent.entries()) {
    if (received[position] !== keyOf(frame, board)) throw new Error(`Expected frame ${frame.index} to be ${keyOf(frame, board)}, received ${received[position]}`);
  }
  expectEqual(received.length, sent.length, 'the number of frames');
}

const modulusOf = (board: Board): number => board.frames.counterModulus(board.defaultSettings);
const keyOf = ({ index, counts }: SentFrame, board: Board): string => `${index % modulusOf(board)}: ${counts.join(' ')}`;

function keysOf({ frameCount, numbers, counts }: FrameBatch, { frames: { channelsPerFrame } }: Board): string[] {
  return Array.from({ length: frameCount }, (_, frame) => `${numbers[frame]}: ${counts.subarray(frame * channelsPerFrame, (frame + 1) * channelsPerFrame).join(' ')}`);
}

function started(board: Board): FrameDecoder {
  const decoder = board.createFrameDecoder(board.defaultSettings);
  decoder.restart({ fromStart: true });
  return decoder;
}

function cut(bytes: Uint8Array, random: SeededRandom): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + random.integerBelow(90);
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return chunks;
}

export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function expectEqual(received: unknown, expected: unknown, what: string): void {
  if (received !== expected) throw new Error(`Expected ${what} to be ${String(expected)}, received ${String(received)}`);
}
