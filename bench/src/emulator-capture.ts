import { boards, captureSamples, createCytonEmulator, type CytonFaults, type CytonLedger, type CytonSignal } from '@iza/core/neuro';
import { systemClock } from '@iza/node/worker';
import { createEmulatedTimeTransport } from './emulator-time-transport.ts';

export interface EmulatedCaptureOptions {
  readonly daisy: boolean;
  readonly packetCount: number;
  readonly faults: CytonFaults;
  readonly seed: number | string;
  readonly chunkMs: number;
}

/** The capture's account of a faulty stream, held against what the emulator knows it did. */
export interface EmulatedCaptureReport {
  readonly ledger: CytonLedger;
  readonly sampleCount: number;
  /** Samples with a value that is not the one that was sent. */
  readonly wrongSampleCount: number;
  /** Samples that the capture says are lost. */
  readonly countedLostCount: number;
  /** NaN samples in its blocks. */
  readonly nanCount: number;
  /** Samples that were lost on the wire, up to the last that was given: whole packets, and pairs of them with a Daisy. */
  readonly trulyLostCount: number;
  /** Given as lost although every packet of it arrived: between two faults, where nothing could confirm it. */
  readonly sacrificedCount: number;
  /** Given although a packet of it was lost: must be impossible. */
  readonly inventedCount: number;
  /** Samples after the last that was given. */
  readonly missingAtEndCount: number;
}

const UV_PER_COUNT = (4.5 / 24 / (2 ** 23 - 1)) * 1e6;

/** Any count of 24 bits, another for each sample and channel: a sample in the wrong place or of two halves cannot look right. */
const knownCount = (sample: number, channel: number): number => ((Math.imul(sample * 16 + channel + 1, 0x9e3779b1) >>> 8) & 0xffffff) - 0x800000;
const knownMean = (sample: number, channel: number): number => Math.trunc((knownCount(sample - 1, channel) + knownCount(sample, channel)) / 2);

export function createKnownSignal(): CytonSignal {
  let sample = 0;
  return {
    nextUv(out) {
      for (let channel = 0; channel < out.length; channel += 1) out[channel] = knownCount(sample, channel) * UV_PER_COUNT;
      sample += 1;
    },
  };
}

/** Runs a capture over an emulated board in emulated time and judges every sample of it. */
export async function captureEmulated({ daisy, packetCount, faults, seed, chunkMs }: EmulatedCaptureOptions): Promise<EmulatedCaptureReport> {
  const emulator = createCytonEmulator({ daisy, faults, seed, signal: createKnownSignal() });
  const transport = createEmulatedTimeTransport(emulator, { packetCount, chunkMs });
  const capture = await captureSamples(transport, { board: daisy ? boards['cyton-daisy'] : boards.cyton, clock: systemClock });
  void transport.sentAll.then(() => capture.stop());
  const isGiven = new Uint8Array(packetCount);
  let sampleCount = 0;
  let wrongSampleCount = 0;
  let nanCount = 0;
  for await (const event of capture) {
    if (event.type !== 'samples') continue;
    const { block } = event;
    sampleCount = block.firstSampleIndex + block.sampleCount;
    for (let index = 0; index < block.sampleCount; index += 1) {
      const sample = block.firstSampleIndex + index;
      if (Number.isNaN(block.samples[index])) nanCount += 1;
      else isGiven[sample] = 1;
      if (!isRight(block.samples, { index, sampleCount: block.sampleCount, sample, daisy })) wrongSampleCount += 1;
    }
  }
  const ledger = emulator.ledger();
  const isLost = lostSamples(ledger, { daisy, packetCount });
  let trulyLostCount = 0;
  let sacrificedCount = 0;
  let inventedCount = 0;
  for (let sample = 0; sample < sampleCount; sample += 1) {
    trulyLostCount += isLost[sample];
    if (isLost[sample] === 1 && isGiven[sample] === 1) inventedCount += 1;
    if (isLost[sample] === 0 && isGiven[sample] === 0) sacrificedCount += 1;
  }
  return { ledger, sampleCount, wrongSampleCount, countedLostCount: capture.state().lostCount, nanCount, trulyLostCount, sacrificedCount, inventedCount, missingAtEndCount: isLost.length - sampleCount };
}

/** With a Daisy sample s is packets 2s + 2 and 2s + 3: the first pair holds the packet that the firmware calls invalid. */
function isRight(samples: Float64Array, { index, sampleCount, sample, daisy }: { index: number; sampleCount: number; sample: number; daisy: boolean }): boolean {
  const channelCount = daisy ? 16 : 8;
  const isLost = Number.isNaN(samples[index]);
  for (let channel = 0; channel < channelCount; channel += 1) {
    const value = samples[channel * sampleCount + index];
    const count = daisy ? knownMean(2 * sample + (channel < 8 ? 3 : 2), channel) : knownCount(sample, channel);
    // A lost sample is lost in every channel.
    if (!(isLost ? Number.isNaN(value) : Math.abs(value - count * UV_PER_COUNT) < 1e-6)) return false;
  }
  return true;
}

function lostSamples(ledger: CytonLedger, { daisy, packetCount }: { daisy: boolean; packetCount: number }): Uint8Array {
  const isLost = new Uint8Array(daisy ? Math.floor((packetCount - 2) / 2) : packetCount);
  for (const { firstPacket, count } of ledger.lostPackets) {
    for (let packet = firstPacket; packet < firstPacket + count; packet += 1) {
      const sample = daisy ? Math.floor(packet / 2) - 1 : packet;
      if (sample >= 0 && sample < isLost.length) isLost[sample] = 1;
    }
  }
  return isLost;
}
