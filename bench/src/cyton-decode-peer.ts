import { createRequire } from 'node:module';
import { CYTON_PACKET_BYTES } from '@iza/core/neuro';

export interface PacketParser {
  /** Parses every packet of whole packets and adds up the counts of all channels. */
  sumOfCounts(packets: Uint8Array): number;
}

interface Utilities {
  readonly utilities: {
    transformRawDataPacketsToSample(options: object): { channelDataCounts?: number[]; valid: boolean }[];
  };
}

/** OpenBCI's own JavaScript parser, as the client that the bridge's tests speak to brings it along. */
export function findPacketParser(): PacketParser | undefined {
  let loaded: Utilities;
  try {
    const client = createRequire(new URL('../../bridge/package.json', import.meta.url)).resolve('openbci-cyton');
    loaded = createRequire(client)('openbci-utilities') as Utilities;
  } catch {
    return undefined;
  }
  const channelSettings = Array.from({ length: 8 }, (_, index) => ({ channelNumber: index, gain: 24 }));
  return {
    sumOfCounts(packets) {
      const rawDataPackets = Array.from({ length: packets.length / CYTON_PACKET_BYTES }, (_, index) => Buffer.from(packets.subarray(index * CYTON_PACKET_BYTES, (index + 1) * CYTON_PACKET_BYTES)));
      const samples = loaded.utilities.transformRawDataPacketsToSample({ rawDataPackets, channelSettings, scale: false, lastSampleNumber: 255 });
      let sum = 0;
      for (const { channelDataCounts = [] } of samples) for (const count of channelDataCounts) sum += count;
      return sum;
    },
  };
}
