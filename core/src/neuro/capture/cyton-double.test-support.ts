import { IzaError } from '../../foundation/index.ts';
import type { Transport, TransportChunk } from '../../ports/index.ts';
import type { ManualClock } from '../../testing/doubles/index.ts';
import { CYTON_PACKET_BYTES, encodeCytonPacket } from '../boards/index.ts';
import { createInbox } from './inbox.ts';

export const HELLO = 'OpenBCI V3 8-16 channel\nOn Board ADS1299 Device ID: 0x3E\nLIS3DH Device ID: 0x33\nFirmware: v3.1.2\n$$$';
export const DAISY_HELLO = HELLO.replace('LIS3DH', 'On Daisy ADS1299 Device ID: 0x3E\nLIS3DH');

export interface CytonDoubleOptions {
  readonly clock: ManualClock;
  /** What the board says to each command; `undefined` for nothing. */
  readonly replies?: (command: string) => string | undefined;
  /** Replies come in pieces of so many bytes. */
  readonly replyPieceBytes?: number;
}

/** A Cyton at the end of a wire that a test drives step by step. */
export interface CytonDouble {
  readonly transport: Transport;
  /** Everything that was written to it. */
  readonly written: string[];
  readonly isStreaming: boolean;
  readonly isClosed: boolean;
  /** The number of the next packet. */
  number: number;
  /** Sends so many packets in one chunk, now. The first channel of packet n of the whole life is n. @param options.keep Which of them arrive. */
  send(packetCount: number, options?: { keep?: (position: number) => boolean; prefix?: Uint8Array }): void;
  sendBytes(bytes: Uint8Array): void;
  unplug(error?: IzaError): void;
  /** Packets made so far, arrived or not. */
  readonly madeCount: number;
}

export function createCytonDouble({ clock, replies = standardReplies, replyPieceBytes = 1000 }: CytonDoubleOptions): CytonDouble {
  const inbox = createInbox<TransportChunk | IzaError | 'end'>();
  const written: string[] = [];
  let isStreaming = false;
  let isClosed = false;
  let madeCount = 0;
  const sendBytes = (bytes: Uint8Array): void => inbox.put({ bytes: bytes.slice(), arrivalMs: clock.nowMs() });

  const double: CytonDouble = {
    transport: {
      description: '/dev/ttyTEST (115200 baud)',
      nowMs: () => clock.nowMs(),
      async *chunks({ signal } = {}) {
        signal?.addEventListener('abort', () => inbox.put('end'));
        for (;;) {
          const item = await inbox.take();
          if (item === 'end') return;
          if (item instanceof IzaError) throw item;
          yield item;
        }
      },
      async write(bytes) {
        const text = String.fromCharCode(...bytes);
        written.push(text);
        if (text === 'b') {
          isStreaming = true;
          double.number = 0;
        }
        if (text === 's') isStreaming = false;
        const reply = replies(text);
        if (reply === undefined) return;
        for (let at = 0; at < reply.length; at += replyPieceBytes) sendBytes(new TextEncoder().encode(reply.slice(at, at + replyPieceBytes)));
      },
      async close() {
        isClosed = true;
        inbox.put('end');
      },
      async [Symbol.asyncDispose]() {
        await this.close();
      },
    },
    written,
    number: 0,
    send(packetCount, { keep = () => true, prefix = new Uint8Array(0) } = {}) {
      const bytes = new Uint8Array(packetCount * CYTON_PACKET_BYTES);
      let at = 0;
      for (let position = 0; position < packetCount; position++) {
        const counts = [madeCount, 0, 0, 0, 0, 0, 0, -madeCount];
        if (keep(position)) at = encodeCytonPacket({ sampleNumber: double.number, counts }, bytes, at);
        double.number++;
        madeCount++;
      }
      const chunk = new Uint8Array(prefix.length + at);
      chunk.set(prefix);
      chunk.set(bytes.subarray(0, at), prefix.length);
      if (chunk.length > 0) sendBytes(chunk);
    },
    sendBytes,
    unplug: (error) => inbox.put(error ?? 'end'),
    get isStreaming() {
      return isStreaming;
    },
    get isClosed() {
      return isClosed;
    },
    get madeCount() {
      return madeCount;
    },
  };
  return double;
}

export function standardReplies(command: string): string | undefined {
  if (command === 'v') return HELLO;
  if (command === 'C') return 'daisy attached16$$$';
  if (command === 'c') return 'daisy removed$$$';
  if (/^x.......X$/.test(command)) return `Success: Channel set for ${command[1]}$$$`;
  if (/^z...Z$/.test(command)) return `Success: Lead off set for ${command[1]}$$$`;
  if (command.startsWith('/')) return 'Success: default$$$';
  if (command === 'd') return 'updating channel settings to default$$$';
  return undefined;
}
