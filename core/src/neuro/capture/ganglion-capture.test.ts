import { expect, test } from 'vitest';
import { createManualClock } from '../../testing/doubles/index.ts';
import { boards, encodeGanglionPacket } from '../boards/index.ts';
import type { CaptureEvent } from './capture-event.ts';
import { captureSamples } from './capture-samples.ts';
import { createReplayTransport } from './replay-transport.ts';

test('captureSamples() of a Ganglion gives two samples a packet, lost ones as NaN, and what it measured between them', async () => {
  const packet = (id: number) => encodeGanglionPacket({ id, values: Array.from({ length: 8 }, () => id * 2) }, { bitCount: 19 });
  async function* notifications(): AsyncGenerator<Uint8Array> {
    for (const id of [100, 101, 103]) yield packet(id);
    yield Uint8Array.of(203, ...Array.from('5200Z', (character) => character.charCodeAt(0)));
    yield Uint8Array.of(250, 1, 2);
    yield packet(104);
  }
  const transport = createReplayTransport(notifications(), { description: 'a Ganglion', bytesPerSecond: 2000 });
  const capture = await captureSamples(transport, { board: boards.ganglion, clock: createManualClock(0), handshake: false });
  const events: CaptureEvent[] = [];
  for await (const event of capture) events.push(event);
  const counts = events.flatMap((event) => (event.type === 'samples' ? Array.from(event.block.samples.subarray(0, event.block.sampleCount), (valueUv) => Math.round(valueUv / boards.ganglion.microvoltsPerCount(boards.ganglion.defaultSettings.channels[0]) / 32)) : []));
  expect(counts).toEqual([200, 200, 202, 202, Number.NaN, Number.NaN, 206, 206, 208, 208]);
  expect(events.filter(({ type }) => type === 'auxiliary')).toEqual([
    { type: 'auxiliary', block: { kind: 'resistance', valueNames: ['channel', 'impedance'], unit: 'Ohm', sampleIndexes: Float64Array.of(8), values: Float64Array.of(2, 5200) } },
  ]);
  expect(capture.state()).toMatchObject({ sampleCount: 10, lostCount: 2, gapCount: 1, strayByteCount: 3 });
});
