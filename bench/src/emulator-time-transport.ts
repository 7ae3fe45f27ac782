import type { Transport, TransportChunk } from '@iza/core/ports';
import type { CytonEmulator } from '@iza/core/neuro';

/** Of a Cyton, with a Daisy or without. */
const PACKET_MS = 4;

export interface EmulatedTimeTransport extends Transport {
  /** Resolves when all packets that were asked for have been handed over. */
  readonly sentAll: Promise<void>;
}

/**
 * An emulated board whose time passes as fast as its bytes are read: an hour of packets in a second, with arrival times that say an hour.
 * @param options.packetCount After so many packets of a stream the line goes quiet until the host writes again.
 * @param options.chunkMs How long bytes gather before they are handed over.
 */
export function createEmulatedTimeTransport(emulator: CytonEmulator, { packetCount, chunkMs }: { packetCount: number; chunkMs: number }): EmulatedTimeTransport {
  const { promise: sentAll, resolve: finish } = Promise.withResolvers<void>();
  const replies: TransportChunk[] = [];
  let nowMs = 0;
  let isClosed = false;
  let wake: () => void = () => undefined;
  const close = async (): Promise<void> => {
    isClosed = true;
    wake();
  };
  async function* read(): AsyncGenerator<TransportChunk> {
    let endMs = Number.NaN;
    while (!isClosed) {
      const reply = replies.shift();
      if (reply) yield reply;
      else if (emulator.streaming && !(nowMs >= endMs)) {
        if (Number.isNaN(endMs)) endMs = nowMs + packetCount * PACKET_MS;
        nowMs = Math.min(nowMs + chunkMs, endMs);
        yield { bytes: emulator.packetsUntil(nowMs), arrivalMs: nowMs };
        if (nowMs >= endMs) finish();
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }
  return {
    description: 'an emulated board in emulated time',
    sentAll,
    nowMs: () => nowMs,
    chunks: read,
    async write(bytes) {
      replies.push({ bytes: emulator.receive(bytes, nowMs), arrivalMs: nowMs });
      wake();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
