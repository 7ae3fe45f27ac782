import { CYTON_HEADER, CYTON_PACKET_BYTES } from './cyton-packet.ts';

/** What the next packet should be. */
export interface CytonExpectation {
  number: number;
  /** Of two packets with one number (Daisy over WiFi). */
  isSecond: boolean;
  /** False before the first packet of a stream whose beginning was not seen. */
  known: boolean;
  /** No stray byte since the last packet. */
  adjacent: boolean;
  /** So many bytes from here on lie inside something that may have been a packet: what begins there needs the next packet as a witness. */
  doubtfulBytes: number;
  /** Stop byte of the last packet; 0 before the first. */
  stopByte: number;
  readonly packetsPerNumber: 1 | 2;
  readonly numberCount: number;
}

interface Context {
  /** Bytes in the buffer. */
  readonly length: number;
  /** No more bytes will come. */
  readonly isFinal: boolean;
  readonly expected: CytonExpectation;
}

/** Losses up to this long are believed without a second witness. */
const PLAUSIBLE_LOSS = 16;
/** Enough to trust a packet: it continues the count after another, or the next one continues it. */
const TRUSTED_SCORE = 4;
/** Enough to doubt another packet: its number is near. */
const PLAUSIBLE_SCORE = 2;
/** This number and the next two. */
const NEXT_PACKETS = 2;
/** How far behind a packet its successor is looked for. */
const MAX_STRAY_BYTES = 48;
/** The packet, stray bytes, its successor. */
const DECIDING_BYTES = 2 * CYTON_PACKET_BYTES + MAX_STRAY_BYTES;

/** The stop byte changes with the board's mode, and then stays; a time that is set (C3, C5) is one packet among stamped ones (C4, C6). */
const MODE_OF_STOP = [0, 1, 2, 3, 3, 4, 4] as const;
const modeOf = (stopByte: number): number => MODE_OF_STOP[stopByte - 0xc0];

export const isCytonStop = (byte: number): boolean => byte >= 0xc0 && byte <= 0xc6;

/**
 * Whether the header byte at `at` begins a packet. 0xA0 and 0xC0-0xC6 are ordinary values inside a packet too, so a packet that does
 * not continue the count is held against what follows it and against every other packet that could begin inside it.
 * @returns `wait` when the bytes that decide are not there yet; `doubt` to skip a byte of what may be a packet, or may hide one
 */
export function judgeCytonPacket(bytes: Uint8Array, at: number, context: Context): 'take' | 'skip' | 'doubt' | 'wait' {
  const { length, isFinal, expected } = context;
  const available = length - at;
  if (available < CYTON_PACKET_BYTES) return isFinal ? 'skip' : 'wait';
  if (!isCytonStop(bytes[at + 32])) return 'skip';

  const next = at + CYTON_PACKET_BYTES;
  const continues = expected.known && bytes[at + 1] === expected.number;
  const nextIsHeader = available > CYTON_PACKET_BYTES && bytes[next] === CYTON_HEADER;
  const isFollowed = nextIsHeader && available > CYTON_PACKET_BYTES + 1 && follows(bytes[at + 1], bytes[next + 1], expected);
  const nextMayBeWhole = nextIsHeader && (available >= 2 * CYTON_PACKET_BYTES ? isCytonStop(bytes[next + 32]) : isFinal);
  if (expected.doubtfulBytes > 0) {
    if (available < 2 * CYTON_PACKET_BYTES && !isFinal) return 'wait';
    // With the same number as the doubtful one before it, there is no telling which of them is true.
    return isFollowed && nextMayBeWhole && !continues ? 'take' : 'skip';
  }

  // A truncated packet, filled up by stray bytes that end in a stop byte: of another mode than the packets before and after it.
  if (expected.stopByte !== 0 && modeOf(bytes[at + 32]) !== modeOf(expected.stopByte)) {
    if (available < 2 * CYTON_PACKET_BYTES) return isFinal ? 'skip' : 'wait';
    if (!nextMayBeWhole || modeOf(bytes[next + 32]) !== modeOf(bytes[at + 32])) return 'skip';
  }

  // A truncated packet may end in a stop byte by chance; the header of the packet that it ran into is then inside it.
  const hidesNext = hidesHeader(bytes, at, NEXT_PACKETS, expected);
  if (isFollowed && !hidesNext) return 'take';
  if (continues && !hidesHeader(bytes, at, PLAUSIBLE_LOSS, expected)) {
    if (available === CYTON_PACKET_BYTES || (available === CYTON_PACKET_BYTES + 1 && nextIsHeader)) return 'take';
    if (expected.adjacent && nextMayBeWhole && bytes[next + 1] !== bytes[at + 1]) return 'take';
  }
  if (isFinal && continues && expected.adjacent && available === CYTON_PACKET_BYTES) return 'take';
  if (!isFinal && available < DECIDING_BYTES) return 'wait';

  const score = scoreOf(bytes, at, at, context);
  if (score < TRUSTED_SCORE) return 'skip';
  // With nothing right behind it that confirms it, a packet gives way to any plausible one inside it.
  if (!nextMayBeWhole && hidesNext) return 'doubt';
  const rivalLimit = nextMayBeWhole ? score : PLAUSIBLE_SCORE - 1;
  for (let rival = at + 1; rival < next; rival++) {
    if (bytes[rival] === CYTON_HEADER && scoreOf(bytes, rival, at, context) > rivalLimit) return 'doubt';
  }
  return 'take';
}

/** Whether a header with this packet's number or one of the next `reach` stands inside it. */
function hidesHeader(bytes: Uint8Array, at: number, reach: number, { numberCount }: CytonExpectation): boolean {
  const number = bytes[at + 1];
  for (let inner = at + 2; inner < at + 32; inner++) {
    if (bytes[inner] === CYTON_HEADER && stepBetween(number, bytes[inner + 1], numberCount) <= reach) return true;
  }
  return false;
}

/** How much speaks for a packet at `at`: what came before it and what comes after; -1 when it cannot be one. `from` is where unread bytes begin. */
function scoreOf(bytes: Uint8Array, at: number, from: number, context: Context): number {
  const { length, expected } = context;
  if (at + CYTON_PACKET_BYTES > length || !isCytonStop(bytes[at + 32])) return -1;
  const witness = witnessScore(bytes, at, context);
  if (witness < 0 || !expected.known) return witness;
  const loss = stepBetween(expected.number, bytes[at + 1], expected.numberCount);
  const before = loss === 0 ? 3 : loss <= PLAUSIBLE_LOSS ? 2 : 0;
  return witness + before + (at === from && expected.adjacent ? 1 : 0);
}

/** A packet right behind this one that goes on counting, or one of the next few after stray bytes; -1 when there is neither. */
function witnessScore(bytes: Uint8Array, at: number, { length, expected }: Context): number {
  const next = at + CYTON_PACKET_BYTES;
  if (next + CYTON_PACKET_BYTES <= length && bytes[next] === CYTON_HEADER && isCytonStop(bytes[next + 32])) {
    if (follows(bytes[at + 1], bytes[next + 1], expected)) return 4;
    if (stepBetween(bytes[at + 1], bytes[next + 1], expected.numberCount) <= PLAUSIBLE_LOSS && bytes[at + 1] !== bytes[next + 1]) return 2;
  }
  const continues = expected.known && bytes[at + 1] === expected.number;
  const end = Math.min(next + MAX_STRAY_BYTES, length - 1);
  for (let later = next; later < end; later++) {
    if (bytes[later] !== CYTON_HEADER) continue;
    const step = stepBetween(bytes[at + 1], bytes[later + 1], expected.numberCount);
    // The same number again: one of the two is not a packet, and the later one is not after stray bytes.
    if (step === 0 && expected.packetsPerNumber === 1 && (later + 32 >= length || isCytonStop(bytes[later + 32]))) return -1;
    if (follows(bytes[at + 1], bytes[later + 1], expected)) return 1;
    if (continues && step > 0 && step <= NEXT_PACKETS + 1 && (later + 32 >= length || isCytonStop(bytes[later + 32]))) return 1;
  }
  return -1;
}

const stepBetween = (from: number, to: number, numberCount: number): number => (to >= from ? to - from : to - from + numberCount);

function follows(number: number, nextNumber: number, { packetsPerNumber, numberCount }: CytonExpectation): boolean {
  const step = stepBetween(number, nextNumber, numberCount);
  return step === 1 || (packetsPerNumber === 2 && step === 0);
}
