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
const TWO_MORE_PACKETS = 3 * CYTON_PACKET_BYTES;

export const isCytonStop = (byte: number): boolean => byte >= 0xc0 && byte <= 0xc6;

/**
 * Whether the header byte at `at` begins a packet. 0xA0 and 0xC0-0xC6 are ordinary values inside a packet too, so a packet that does
 * not continue the count is held against what follows it and against every other packet that could begin inside it.
 * @returns `wait` when the bytes that decide are not there yet
 */
export function judgeCytonPacket(bytes: Uint8Array, at: number, context: Context): 'take' | 'skip' | 'wait' {
  const { length, isFinal, expected } = context;
  const available = length - at;
  if (available < CYTON_PACKET_BYTES) return isFinal ? 'skip' : 'wait';
  if (!isCytonStop(bytes[at + 32])) return 'skip';

  const continues = expected.known && bytes[at + 1] === expected.number;
  const next = at + CYTON_PACKET_BYTES;
  const nextIsHeader = available > CYTON_PACKET_BYTES && bytes[next] === CYTON_HEADER;
  // A truncated packet may end in a stop byte by chance; the header of the packet that it ran into is then inside it.
  const mayHideHeader = hidesHeader(bytes, at, PLAUSIBLE_LOSS, expected.numberCount);

  if (!mayHideHeader) {
    if (continues && (available === CYTON_PACKET_BYTES || (available === CYTON_PACKET_BYTES + 1 && nextIsHeader))) return 'take';
    if (nextIsHeader && available > CYTON_PACKET_BYTES + 1 && follows(bytes[at + 1], bytes[next + 1], expected)) return 'take';
    if (continues && nextIsHeader && available >= 2 * CYTON_PACKET_BYTES && isCytonStop(bytes[next + 32])) return 'take';
  }
  if (!isFinal && available < TWO_MORE_PACKETS) return 'wait';

  const score = scoreOf(bytes, at, at, context);
  if (score < TRUSTED_SCORE) return 'skip';
  // With nothing right behind it that confirms it, a packet gives way to any plausible one inside it.
  const isConfirmed = nextIsHeader && available >= 2 * CYTON_PACKET_BYTES && isCytonStop(bytes[next + 32]);
  const rivalLimit = isConfirmed ? score : PLAUSIBLE_SCORE - 1;
  if (!isConfirmed && hidesHeader(bytes, at, 2, expected.numberCount)) return 'skip';
  for (let rival = at + 1; rival < next; rival++) {
    if (bytes[rival] === CYTON_HEADER && scoreOf(bytes, rival, at, context) > rivalLimit) return 'skip';
  }
  return 'take';
}

/** Whether a header with this packet's number or one of the next `reach` stands inside it. */
function hidesHeader(bytes: Uint8Array, at: number, reach: number, numberCount: number): boolean {
  const number = bytes[at + 1];
  for (let inner = at + 2; inner < at + 32; inner++) {
    if (bytes[inner] === CYTON_HEADER && stepBetween(number, bytes[inner + 1], numberCount) <= reach) return true;
  }
  return false;
}

const stepBetween = (from: number, to: number, numberCount: number): number => (to >= from ? to - from : to - from + numberCount);

function follows(number: number, nextNumber: number, { packetsPerNumber, numberCount }: CytonExpectation): boolean {
  const step = stepBetween(number, nextNumber, numberCount);
  return step === 1 || (packetsPerNumber === 2 && step === 0);
}

/** How much speaks for a packet at `at`; -1 when it cannot be one. `from` is where unread bytes begin. */
function scoreOf(bytes: Uint8Array, at: number, from: number, { length, expected }: Context): number {
  const next = at + CYTON_PACKET_BYTES;
  if (next > length || !isCytonStop(bytes[at + 32])) return -1;
  let score = 0;
  if (expected.known) {
    const loss = stepBetween(expected.number, bytes[at + 1], expected.numberCount);
    if (loss === 0) score += 3;
    else if (loss <= PLAUSIBLE_LOSS) score += 2;
    if (at === from && expected.adjacent) score += 1;
  }
  if (next + CYTON_PACKET_BYTES <= length && bytes[next] === CYTON_HEADER && isCytonStop(bytes[next + 32])) {
    score += follows(bytes[at + 1], bytes[next + 1], expected) ? 4 : 2;
  } else {
    score += hasFollowerWithin(bytes, at, { length, expected }) ? 1 : 0;
  }
  return score;
}

/** Whether the next packet comes after fewer than 33 stray bytes. */
function hasFollowerWithin(bytes: Uint8Array, at: number, { length, expected }: { length: number; expected: CytonExpectation }): boolean {
  const end = Math.min(at + 2 * CYTON_PACKET_BYTES, length - 1);
  for (let later = at + CYTON_PACKET_BYTES; later < end; later++) {
    if (bytes[later] === CYTON_HEADER && follows(bytes[at + 1], bytes[later + 1], expected)) return true;
  }
  return false;
}
