import { encodeSyntheticPacket, SYNTHETIC_CHANNEL_COUNT, SYNTHETIC_PACKET_BYTES, SYNTHETIC_RATE_HZ, SYNTHETIC_SCALE_UV, syntheticSampleUv } from '@iza/core/neuro';
import type { PacedSource } from './paced-transport.ts';

const COUNTER_MODULUS = 65_536;
const HELLO = 'IZA synthetic board$$$';

/** The synthetic board: sines that are known for every sample, and the few commands that every board has. */
export function createSyntheticSource(): PacedSource {
  let startedMs: number | undefined;
  let sentCount = 0;
  const counts = new Int32Array(SYNTHETIC_CHANNEL_COUNT);

  return {
    receive(bytes, nowMs) {
      let reply = '';
      for (const byte of bytes) {
        const command = String.fromCharCode(byte);
        if (command === 'v') reply += HELLO;
        if (command === 's') startedMs = undefined;
        if (command !== 'b') continue;
        startedMs = nowMs;
        sentCount = 0;
      }
      return new TextEncoder().encode(reply);
    },
    bytesUntil(nowMs) {
      if (startedMs === undefined) return new Uint8Array(0);
      const dueCount = Math.floor(((nowMs - startedMs) / 1000) * SYNTHETIC_RATE_HZ);
      const bytes = new Uint8Array(Math.max(0, dueCount - sentCount) * SYNTHETIC_PACKET_BYTES);
      for (let at = 0; sentCount < dueCount; sentCount += 1) {
        for (let channel = 0; channel < SYNTHETIC_CHANNEL_COUNT; channel += 1) counts[channel] = Math.round(syntheticSampleUv(channel, sentCount) / SYNTHETIC_SCALE_UV);
        at = encodeSyntheticPacket({ number: sentCount % COUNTER_MODULUS, counts }, bytes, at);
      }
      return bytes;
    },
  };
}
