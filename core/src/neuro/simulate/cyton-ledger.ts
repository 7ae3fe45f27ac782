/** Packets [first, first + count) of one stream that did not arrive whole. */
export interface LostPackets {
  /** 0 for the first stream since power on; every `b`, and every change of a channel while streaming, starts another. */
  readonly stream: number;
  /** Since that start: its low eight bits are the sample number. */
  readonly firstPacket: number;
  readonly count: number;
}

/** What an emulated board did to its client, kept exactly, so that a client's own account can be held against it. */
export interface CytonLedger {
  /** Packets of each stream so far, lost ones included. */
  readonly packetCounts: readonly number[];
  readonly lostPackets: readonly LostPackets[];
  readonly lostPacketCount: number;
  /** Bytes that belong to no whole packet and no reply: stray ones, and the beginnings of cut packets. */
  readonly strayByteCount: number;
  readonly garbageBurstCount: number;
  readonly cutPacketCount: number;
  readonly stallCount: number;
  readonly unpluggedMs: number | undefined;
}

export interface CytonLedgerWriter {
  startStream(): void;
  /** One packet of the present stream; all of its 33 bytes arrive, or it is lost. */
  countPacket(arrivingBytes: number): void;
  countGarbage(byteCount: number): void;
  countStall(): void;
  unplug(timeMs: number): void;
  read(): CytonLedger;
}

export function createCytonLedger(packetBytes: number): CytonLedgerWriter {
  const packetCounts: number[] = [];
  const lostPackets: { stream: number; firstPacket: number; count: number }[] = [];
  let lostPacketCount = 0;
  let strayByteCount = 0;
  let garbageBurstCount = 0;
  let cutPacketCount = 0;
  let stallCount = 0;
  let unpluggedMs: number | undefined;

  return {
    startStream() {
      packetCounts.push(0);
    },
    countPacket(arrivingBytes) {
      const stream = packetCounts.length - 1;
      const packet = packetCounts[stream];
      packetCounts[stream] = packet + 1;
      if (arrivingBytes >= packetBytes) return;
      lostPacketCount += 1;
      strayByteCount += arrivingBytes;
      if (arrivingBytes > 0) cutPacketCount += 1;
      const run = lostPackets.at(-1);
      if (run && run.stream === stream && run.firstPacket + run.count === packet) run.count += 1;
      else lostPackets.push({ stream, firstPacket: packet, count: 1 });
    },
    countGarbage(byteCount) {
      garbageBurstCount += 1;
      strayByteCount += byteCount;
    },
    countStall() {
      stallCount += 1;
    },
    unplug(timeMs) {
      unpluggedMs ??= timeMs;
    },
    read: () => ({
      packetCounts: [...packetCounts],
      lostPackets: lostPackets.map((run) => ({ ...run })),
      lostPacketCount,
      strayByteCount,
      garbageBurstCount,
      cutPacketCount,
      stallCount,
      unpluggedMs,
    }),
  };
}
