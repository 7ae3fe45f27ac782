import { CHANNEL_INPUTS, formatCytonCommand, type Capture } from '@iza/core/neuro';
import { IzaError } from '@iza/core/foundation';
import type { Clock, ElectrodeImpedance, SampleBlock } from '@iza/core/ports';
import type { BoardDevice } from './board-device.ts';
import { openCapture } from './open-capture.ts';

/** The ADS1299's lead-off test, as the Cyton's firmware sets it up. @see OpenBCI GUI, "BoardCytonConstants" and its impedance formula */
const CURRENT_AMPERE = 6e-9;
const CURRENT_HZ = 31.25;
/** In series with each input. */
const SERIES_OHM = 2200;
/** The amplifier's filters swing in first. */
const SETTLE_SECONDS = 0.4;
const MEASURE_SECONDS = 1;

export interface MeasureImpedanceOptions {
  readonly channelNames: readonly string[] | undefined;
  /** Names of those to measure; all when absent. */
  readonly electrodes: readonly string[] | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly onElectrode: ((doneCount: number, totalCount: number) => void) | undefined;
}

/** Sends the test current through one electrode after the other. @throws IzaError `unsupported` for a board without the test */
export async function measureImpedance(device: BoardDevice, { channelNames, electrodes, clock, signal, onElectrode }: MeasureImpedanceOptions): Promise<ElectrodeImpedance[]> {
  if (!device.boardIds[0].startsWith('cyton')) throw new IzaError('unsupported', `Cannot measure impedances with the board ${device.boardIds[0]}: it has no such test here.`);
  const { capture, board } = await openCapture(device, { channelNames, clock, signal: signal ?? new AbortController().signal, reconnects: false });
  const results: ElectrodeImpedance[] = [];
  const collector = createCollector(capture);
  try {
    const names = capture.channels.map(({ name }) => name);
    const unknown = electrodes?.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new IzaError('bad-input', `Cannot measure the electrode "${unknown}": the board has ${names.join(', ')}.`);
    const chosen = electrodes ?? names;
    for (const [done, name] of chosen.entries()) {
      onElectrode?.(done, chosen.length);
      const channel = names.indexOf(name);
      await setTest(capture, channel, true);
      const samplesUv = await collector.collect(channel, { settle: Math.round(SETTLE_SECONDS * capture.samplingRateHz), measure: Math.round(MEASURE_SECONDS * capture.samplingRateHz) });
      await setTest(capture, channel, false);
      results.push({ channelName: name, impedanceOhm: impedanceOf(testAmplitudeUv(samplesUv, capture.samplingRateHz) / responseOf(board.id)) });
    }
    onElectrode?.(chosen.length, chosen.length);
  } finally {
    capture.stop();
    await capture[Symbol.asyncDispose]();
  }
  return results;
}

/** Resistance of the electrode for the amplitude that the current makes at the input; never below 0. */
export function impedanceOf(amplitudeUv: number): number {
  return Math.max(0, (amplitudeUv * 1e-6) / CURRENT_AMPERE - SERIES_OHM);
}

/** A Daisy's samples on the radio are means of two conversions 4 ms apart: what they leave of the test's frequency. */
export function responseOf(boardId: string): number {
  return boardId === 'cyton-daisy' ? Math.cos((Math.PI * CURRENT_HZ) / 250) : 1;
}

/** Gain 1 and away from the common reference while the current flows through the N input, where the electrode of a Cyton is. */
async function setTest(capture: Capture, channel: number, isOn: boolean): Promise<void> {
  const set = formatCytonCommand({ type: 'channel-set', channel, powered: true, gain: isOn ? 1 : 24, input: CHANNEL_INPUTS[0], bias: true, srb2: !isOn, srb1: false });
  const test = formatCytonCommand({ type: 'lead-off', channel, positive: false, negative: isOn });
  await capture.command(set);
  await capture.command(test);
}

/** Amplitude of the test's frequency in one channel, µV, under a Hann window. */
export function testAmplitudeUv(samplesUv: Float64Array, samplingRateHz: number): number {
  const mean = samplesUv.reduce((sum, value) => sum + value, 0) / samplesUv.length;
  let real = 0;
  let imaginary = 0;
  let weightSum = 0;
  for (const [index, value] of samplesUv.entries()) {
    const weight = 1 - Math.cos((2 * Math.PI * (index + 0.5)) / samplesUv.length);
    const angle = (2 * Math.PI * CURRENT_HZ * index) / samplingRateHz;
    real += weight * (value - mean) * Math.cos(angle);
    imaginary += weight * (value - mean) * Math.sin(angle);
    weightSum += weight;
  }
  return (2 * Math.hypot(real, imaginary)) / weightSum;
}

/** The samples of one channel that come from now on. */
interface SampleCollector {
  /** Resolves with so many samples in a row that none was lost of, after so many that are left out. */
  collect(channel: number, counts: { settle: number; measure: number }): Promise<Float64Array>;
}

function createCollector(capture: Capture): SampleCollector {
  let wanted: { channel: number; settle: number; samples: Float64Array; filled: number; resolve: (samples: Float64Array) => void; reject: (error: unknown) => void } | undefined;

  function take({ samples, sampleCount }: SampleBlock): void {
    for (let index = 0; wanted && index < sampleCount; index += 1) {
      const value = samples[wanted.channel * sampleCount + index];
      if (Number.isNaN(value)) wanted.filled = 0;
      else if (wanted.settle > 0) wanted.settle -= 1;
      else wanted.samples[wanted.filled++] = value;
      if (wanted.filled < wanted.samples.length) continue;
      wanted.resolve(wanted.samples);
      wanted = undefined;
    }
  }
  async function pump(): Promise<void> {
    for await (const event of capture) if (event.type === 'samples') take(event.block);
    throw new IzaError('headset-lost', 'The headset stopped while its impedances were measured.');
  }
  const failed = pump().catch((error: unknown) => {
    wanted?.reject(error);
    return error;
  });

  return {
    collect: (channel, { settle, measure }) =>
      new Promise((resolve, reject) => {
        wanted = { channel, settle, samples: new Float64Array(measure), filled: 0, resolve, reject };
        void failed.then(reject);
      }),
  };
}
