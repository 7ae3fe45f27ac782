import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../foundation/index.ts';
import { createManualClock } from '../testing/doubles/index.ts';
import type { BoardId } from '../ports/index.ts';
import { hasEegData, readDevelopmentRecording } from './eeg-data.test-support.ts';
import { boards, captureSamples, createReplayTransport, CYTON_PACKET_BYTES, encodeCytonPacket } from './index.ts';

/** Two decimals in the GUI's text. */
const TEXT_ROUNDING_UV = 0.005;

/** A real recording as the bytes that its board would have sent. */
async function encodeRecording(boardId: BoardId, path: string): Promise<{ bytes: Uint8Array; samplesUv: readonly Float64Array[] }> {
  const board = boards[boardId];
  const { samples, channels } = await readDevelopmentRecording(path);
  const samplesUv = samples.filter((_, index) => channels[index].type === 'eeg');
  const { channelOffsets, channelsPerFrame } = board.frames;
  const bytes = new Uint8Array(samplesUv[0].length * channelOffsets.length * CYTON_PACKET_BYTES);
  const uvPerCount = board.microvoltsPerCount(board.defaultSettings.channels[0]);
  let at = 0;
  for (let sample = 0; sample < samplesUv[0].length; sample++) {
    for (const [part, offset] of channelOffsets.entries()) {
      // The recording has eight channels: the Daisy's are the same again.
      const counts = Array.from({ length: channelsPerFrame }, (_, channel) => Math.round(samplesUv[(offset + channel) % 8][sample] / uvPerCount));
      const frame = sample * channelOffsets.length + part;
      at = encodeCytonPacket({ sampleNumber: boardId.endsWith('daisy-wifi') ? sample : frame, counts }, bytes, at);
    }
  }
  return { bytes, samplesUv };
}

async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const random = createSeededRandom('cuts');
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + random.integerBelow(300);
    yield bytes.subarray(at, end);
    at = end;
  }
}

describe.skipIf(!hasEegData)('captureSamples() of a real recording played again as packets', () => {
  for (const boardId of ['cyton', 'cyton-wifi', 'cyton-daisy', 'cyton-daisy-wifi'] as const) {
    for (const path of ['openbci_gui/OpenBCI_GUI-v4-blinks-jawClench-alpha.txt', 'openbci_gui/OpenBCI_GUI-v6-blinks-jawClench-alpha.txt']) {
      test(`${boardId}, ${path}: every sample as it was, to the rounding of the text`, async () => {
        const { bytes, samplesUv } = await encodeRecording(boardId, path);
        const transport = createReplayTransport(cut(bytes), { description: path, bytesPerSecond: (bytes.length / samplesUv[0].length) * boards[boardId].samplingRateHz(boards[boardId].defaultSettings) });
        const capture = await captureSamples(transport, { board: boards[boardId], clock: createManualClock(0), handshake: false });
        let sampleCount = 0;
        let worstUv = 0;
        for await (const event of capture) {
          if (event.type !== 'samples') continue;
          const { block } = event;
          expect(block.firstSampleIndex).toBe(sampleCount);
          for (let channel = 0; channel < capture.channels.length; channel++) {
            for (let index = 0; index < block.sampleCount; index++) {
              const errorUv = Math.abs(block.samples[channel * block.sampleCount + index] - samplesUv[channel % 8][sampleCount + index]);
              // NaN fails, too.
              if (!(errorUv <= worstUv)) worstUv = errorUv;
            }
          }
          sampleCount += block.sampleCount;
        }
        expect(sampleCount).toBe(samplesUv[0].length);
        // Half a count more: the value of the text was rounded from a count.
        expect(worstUv).toBeLessThanOrEqual(0.0223517444553 / 2 + 1e-9);
        expect(worstUv).toBeLessThanOrEqual(TEXT_ROUNDING_UV * 3);
        expect(capture.state()).toMatchObject({ lostCount: 0, gapCount: 0, staleCount: 0, strayByteCount: 0 });
      });
    }
  }
});
