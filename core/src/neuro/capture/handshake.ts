import { IzaError } from '../../foundation/index.ts';
import type { TransportChunk } from '../../ports/index.ts';
import type { Board } from '../boards/index.ts';
import { TICK_MS, type Connection } from './connection.ts';

/** Bytes that are no reply yet: enough to tell packets from silence, no more. */
const MAX_REPLY_CHARACTERS = 16_384;
/** A reset takes the board a second; the dongle says after as long that it found no board. */
const HELLO_TIMEOUT_MS = 2500;
const HELLO_ATTEMPTS = 2;
const REPLY_TIMEOUT_MS = 1500;
/** Packets on their way when the board was told to stop. */
const QUIET_MS = 100;
const MAX_DRAIN_MS = 1000;

/** The reply up to its `$$$`, or what came instead. */
export interface Reply {
  readonly complete: boolean;
  readonly text: string;
  /** Set when the connection ended while waiting. */
  readonly ended: string | undefined;
}

const NO_REPLY: Reply = { complete: false, text: '', ended: undefined };

/**
 * Finds out who is on the other side and brings the board into the state that this capture needs, not streaming.
 * @returns the hello, without its `$$$`
 * @throws IzaError `headset-silent` | `headset-missing` | `headset-lost`, each saying what to do
 */
export async function greetBoard(connection: Connection, board: Board): Promise<string> {
  const { description } = connection.transport;
  // The board may still be streaming to someone who left: its state is unknown until it was asked.
  await connection.write(board.commands.stop);
  const before = await drain(connection);
  if (before.ended !== undefined) throw lost(description, before.ended);
  if (board.commands.identify === '') return '';

  let reply = NO_REPLY;
  for (let attempt = 0; attempt < HELLO_ATTEMPTS && !isHello(reply.text); attempt++) {
    reply = await exchange(connection, board.commands.identify, { timeoutMs: HELLO_TIMEOUT_MS, accepts: (text) => isHello(text) || isNoBoard(text) });
    if (reply.ended !== undefined) throw lost(description, reply.ended);
  }
  if (!reply.complete || !isHello(reply.text)) throw unanswered(description, board, reply.text);

  for (const { command, accepts, otherwise } of board.setup(reply.text)) {
    const answer = await exchange(connection, command);
    if (answer.ended !== undefined) throw lost(description, answer.ended);
    if (!answer.complete || !accepts.test(answer.text)) {
      throw new IzaError('headset-missing', `Cannot set up ${board.title} at ${description}: ${otherwise}. The board answered ${quote(answer.text)}.`);
    }
  }
  return reply.text.trim();
}

/**
 * Sends a command and collects its reply. While the board streams there is none on a serial line.
 * @param options.accepts Other replies are left out: what the board said before may still be on its way.
 */
export async function exchange(
  connection: Connection,
  command: string,
  { timeoutMs = REPLY_TIMEOUT_MS, accepts = () => true }: { readonly timeoutMs?: number; readonly accepts?: (text: string) => boolean } = {},
): Promise<Reply> {
  await connection.write(command);
  let pending = '';
  let refused = '';
  let waitedMs = 0;
  for (;;) {
    const item = await connection.next();
    if (item.type === 'end') return { complete: false, text: refused + pending, ended: item.reason };
    if (item.type === 'silence') waitedMs += TICK_MS;
    if (item.type === 'chunk') pending += latin1(item.chunk.bytes);
    for (let end = pending.indexOf('$$$'); end >= 0; end = pending.indexOf('$$$')) {
      const text = pending.slice(0, end);
      pending = pending.slice(end + 3);
      if (accepts(text)) return { complete: true, text, ended: undefined };
      refused = text;
    }
    if (waitedMs >= timeoutMs || pending.length > MAX_REPLY_CHARACTERS) return { complete: false, text: refused + pending, ended: undefined };
  }
}

/** Reads until nothing comes for a moment. */
export async function drain(connection: Connection): Promise<{ chunks: TransportChunk[]; ended: string | undefined }> {
  const chunks: TransportChunk[] = [];
  let waitedMs = 0;
  for (;;) {
    const item = await connection.next();
    if (item.type === 'end') return { chunks, ended: item.reason };
    if (item.type === 'chunk') chunks.push(item.chunk);
    if (item.type !== 'silence') continue;
    waitedMs += TICK_MS;
    if (item.silentMs >= QUIET_MS || waitedMs >= MAX_DRAIN_MS) return { chunks, ended: undefined };
  }
}

const isHello = (text: string): boolean => /OpenBCI|ADS1299|Firmware|LIS3DH|Ganglion|synthetic/i.test(text) && !isNoBoard(text);
const isNoBoard = (text: string): boolean => /failed to poll host|Communications timeout/i.test(text);

function unanswered(description: string, board: Board, text: string): IzaError {
  if (isNoBoard(text)) {
    return new IzaError(
      'headset-silent',
      `The dongle at ${description} answers, but finds no board. Switch the board on (PC, not BLE), charge its battery, bring it closer, and check that dongle and board are on the same radio channel. The dongle said ${quote(text)}.`,
    );
  }
  if (text === '') {
    return new IzaError(
      'headset-silent',
      `Nothing answered at ${description}. Check that this is the dongle's port, that the dongle's switch is at GPIO_6 (not RESET), that the board is switched on, and that no other program has the port open.`,
    );
  }
  return new IzaError(
    'headset-missing',
    `What answers at ${description} is no ${board.title}: it said ${quote(text)}. Choose another port, or unplug and plug in the dongle when the board was left streaming.`,
  );
}

export const lost = (description: string, reason: string): IzaError =>
  new IzaError('headset-lost', `The connection to ${description} broke: ${reason}. Plug it in again, or choose another port.`);

function quote(text: string): string {
  const printable = text.replaceAll(/[^\x20-\x7e]+/g, ' ').trim();
  return printable === '' ? 'nothing' : `"${printable.length > 120 ? `${printable.slice(0, 120)}…` : printable}"`;
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
