import { createCytonEmulator } from '@iza/core/neuro';
import Cyton from 'openbci-cyton';
import { expect, test } from 'vitest';
import { createKnownSignal, knownCount, knownMean } from './known-counts.test-support.ts';
import { openPty } from './open-pty.ts';
import { serveDevice } from './serve-device.ts';

/**
 * The emulator before a client that knows nothing of it: openbci-cyton 1.1.3 of npm, OpenBCI's own driver for Node, over a
 * pseudo-terminal and serialport 13.
 */
const canOpenPty = await openPty().then(
  async (wire) => {
    await wire.close();
    return true;
  },
  () => false,
);
if (!canOpenPty) console.warn('SKIPPED: openbci-cyton against the emulator, because this machine can make no pseudo-terminal'); // oxlint-disable-line no-console -- reason: a skip must be seen

const SAMPLE_COUNT = 1000;
const SPEED = 4;

interface Sample {
  readonly sampleNumber: number;
  readonly channelDataCounts: readonly number[];
}

async function stream(boardType: 'default' | 'daisy'): Promise<{ samples: Sample[]; info: ReturnType<Cyton['getInfo']> }> {
  const wire = await openPty();
  const served = serveDevice(createCytonEmulator({ daisy: boardType === 'daisy', signal: createKnownSignal() }), [wire], { latencyTimerMs: 1, nowMs: () => performance.now() * SPEED });
  const board = new Cyton({ boardType, sendCounts: true });
  const samples: Sample[] = [];
  const enough = new Promise<void>((resolve) => {
    board.on('sample', (sample) => {
      samples.push(sample);
      if (samples.length === SAMPLE_COUNT) resolve();
    });
  });
  const ready = new Promise<void>((resolve) => {
    board.once('ready', () => resolve());
  });
  await board.connect(wire.address);
  await ready;
  await board.streamStart();
  await enough;
  await board.streamStop();
  await board.disconnect();
  await served.close();
  return { samples: samples.slice(0, SAMPLE_COUNT), info: board.getInfo() };
}

test.skipIf(!canOpenPty)('openbci-cyton reads the firmware and 1000 samples of a Cyton, none dropped, each equal', async () => {
  const { samples, info } = await stream('default');
  expect(info).toMatchObject({ firmware: { raw: 'v3.1.2' }, missedPackets: 0 });
  for (const [index, sample] of samples.entries()) {
    expect(sample.sampleNumber).toBe(index & 0xff);
    expect(sample.channelDataCounts).toEqual(Array.from({ length: 8 }, (_, channel) => knownCount(index, channel)));
  }
});

test.skipIf(!canOpenPty)('openbci-cyton reads 1000 samples of a Cyton with a Daisy, all 16 channels equal', async () => {
  const { samples, info } = await stream('daisy');
  // It counts the very first packet as missed: a Daisy's, with no Cyton's before it.
  expect(info).toMatchObject({ firmware: { raw: 'v3.1.2' }, missedPackets: 1 });
  for (const [index, sample] of samples.entries()) {
    // It joins each odd packet with the even one after it.
    const odd = 2 * index + 1;
    expect(sample.channelDataCounts).toEqual(Array.from({ length: 16 }, (_, channel) => knownMean(channel < 8 ? odd : odd + 1, channel)));
  }
});
