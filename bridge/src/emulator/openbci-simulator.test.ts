import { boards } from '@iza/core/neuro';
import Simulator from 'openbci-cyton/openBCISimulator.js';
import { expect, test } from 'vitest';

/** OpenBCI's own simulated board, its random samples seen before they become bytes. */
interface WatchedSimulator extends Simulator {
  sampleGenerator: (sampleNumber: number) => { sampleNumber: number; channelData: readonly number[] };
}

const PACKET_COUNT = 800;
const VOLTS_PER_COUNT = 4.5 / 24 / (2 ** 23 - 1);

test('our decoder reads every packet of openbci-cyton’s simulator, however its bytes are cut', async () => {
  const simulator = new Simulator('emulated', { fragmentation: 'random', sampleRate: 500, latencyTime: 1 }) as WatchedSimulator;
  await new Promise<void>((resolve) => {
    simulator.once('open', () => resolve());
  });
  const sent: { sampleNumber: number; volts: number[] }[] = [];
  const generate = simulator.sampleGenerator.bind(simulator);
  simulator.sampleGenerator = (sampleNumber) => {
    const sample = generate(sampleNumber);
    sent.push({ sampleNumber: sample.sampleNumber & 0xff, volts: [...sample.channelData] });
    return sample;
  };
  const decoder = boards.cyton.createFrameDecoder(boards.cyton.defaultSettings);
  const received: { number: number; counts: number[]; stopByte: number }[] = [];
  let strayByteCount = 0;
  const chunkLengths = new Set<number>();
  await new Promise<void>((resolve) => {
    simulator.on('data', (chunk) => {
      chunkLengths.add(chunk.length % 33);
      const { frameCount, numbers, counts, stopBytes, otherByteCount } = decoder.decode(chunk);
      for (let frame = 0; frame < frameCount; frame += 1) received.push({ number: numbers[frame], counts: [...counts.subarray(8 * frame, 8 * frame + 8)], stopByte: stopBytes[frame] });
      strayByteCount += otherByteCount;
      if (received.length >= PACKET_COUNT) resolve();
    });
    simulator.write('b');
  });
  simulator.close();

  expect(chunkLengths.size).toBeGreaterThan(10);
  expect(strayByteCount).toBe(0);
  for (const [index, { number, counts, stopByte }] of received.entries()) {
    const { sampleNumber, volts } = sent[index];
    expect([number, stopByte]).toEqual([sampleNumber, 0xc0]);
    for (const [channel, count] of counts.entries()) expect(Math.abs(count - volts[channel] / VOLTS_PER_COUNT)).toBeLessThanOrEqual(1);
  }
});
