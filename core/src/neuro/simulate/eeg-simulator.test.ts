import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCytonEmulator } from './cyton-emulator.ts';
import { createEegSignal } from './eeg-signal.ts';
import { createEegSimulator, type EegSimulatorOptions } from './eeg-simulator.ts';
import { simulateRecording } from './simulate-recording.ts';
import { amplitudeAt, bandDensity, correlationOf, densityAt, deviationOf, expectWithin, meanOf } from './spectra.test-support.ts';
import { EEG_TASKS } from './task.ts';

const NO_ARTIFACTS = { blinks: 0, jawClenches: 0, contactLosses: 0, lostStretches: 0 };
const QUIET = { artifactsPerMinute: NO_ARTIFACTS, lineNoiseUv: 0, driftUv: 0 };

function record(options: Partial<EegSimulatorOptions> & { channelNames: readonly string[]; durationSeconds: number }) {
  const recording = simulateRecording({ seed: 1, samplingRateHz: 250, ...options });
  return { ...recording, of: (name: string): Float64Array => recording.samples[options.channelNames.indexOf(name)] };
}

describe('createEegSimulator()', () => {
  const BUSY = { samplingRateHz: 250, channelNames: ['Fp1', 'Cz', 'T7', 'O1'], annotateArtifacts: true, artifactsPerMinute: { blinks: 60, jawClenches: 20, contactLosses: 20, lostStretches: 20 } };

  test.each(EEG_TASKS)('law: %s in any pieces is the same samples and annotations', (task) => {
    const whole = createEegSimulator({ ...BUSY, task, seed: 9 }).next(1500);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 12 }), (pieces) => {
        const simulator = createEegSimulator({ ...BUSY, task, seed: 9 });
        const annotations = [];
        for (let position = 0, index = 0; position < 1500; index += 1) {
          const sampleCount = Math.min(1500 - position, index < pieces.length ? pieces[index] : 1500);
          const block = simulator.next(sampleCount);
          expect(block.firstSampleIndex).toBe(position);
          for (let channel = 0; channel < 4; channel += 1) {
            expect(block.samplesUv.subarray(channel * sampleCount, (channel + 1) * sampleCount)).toEqual(whole.samplesUv.subarray(channel * 1500 + position, channel * 1500 + position + sampleCount));
          }
          annotations.push(...block.annotations);
          position += sampleCount;
        }
        expect(annotations).toEqual(whole.annotations);
      }),
      { numRuns: 8 },
    );
  });

  test('equal seeds give equal samples, others give others', () => {
    const draw = (seed: number) => createEegSimulator({ ...BUSY, seed }).next(100).samplesUv;
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
  });

  test('numbers from this seed do not change by accident', () => {
    const { samplesUv } = createEegSimulator({ seed: 'golden', samplingRateHz: 250, channelNames: ['Fz', 'Oz'] }).next(50);
    // engines may differ in the last digits of sin and exp
    expect(samplesUv[0]).toBeCloseTo(GOLDEN[0], 6);
    expect(samplesUv[99]).toBeCloseTo(GOLDEN[1], 6);
  });

  test('a channel is the same whichever others are simulated with it', () => {
    const alone = createEegSimulator({ ...BUSY, channelNames: ['T7'], seed: 2 }).next(600).samplesUv;
    const among = createEegSimulator({ ...BUSY, seed: 2 }).next(600).samplesUv.subarray(1200, 1800);
    expect(among).toEqual(alone);
  });

  test.each([
    [{ samplingRateHz: 10 }, 'at 10 Hz'],
    [{ samplingRateHz: Number.NaN }, 'at NaN Hz'],
    [{ channelNames: [] }, 'without a channel'],
    [{ channelNames: ['Cz', 'EXG Channel 0'] }, '"EXG Channel 0"'],
    [{ eyes: { alternateSeconds: 0 } }, 'each 0 s'],
    [{ electrodes: { Cz: { impedanceOhm: -1 } } }, '"Cz" of -1 Ω'],
  ])('refuses %j', (options, words) => {
    expect(() => createEegSimulator({ seed: 1, samplingRateHz: 250, channelNames: ['Cz'], ...options })).toThrow(words);
  });

  test('refuses half a sample', () => {
    expect(() => createEegSimulator({ seed: 1, samplingRateHz: 250, channelNames: ['Cz'] }).next(0.5)).toThrow(RangeError);
  });
});

describe('the background', () => {
  test.each([128, 250, 500])('at %d Hz has a density of 16 µV²/Hz at 1 Hz, falling as 1/f^1.3', (samplingRateHz) => {
    const cz = record({ ...QUIET, channelNames: ['Cz'], eyes: 'open', durationSeconds: 300, samplingRateHz }).of('Cz');
    expectWithin(densityAt(cz, samplingRateHz, 1, 4) / 16, 0.75, 1.3);
    // between 2 and 40 Hz, away from the rhythms
    const slope = Math.log(bandDensity(cz, samplingRateHz, 36, 42) / bandDensity(cz, samplingRateHz, 2, 3)) / Math.log(39 / 2.5);
    expectWithin(slope, -1.5, -1.1);
  });

  test('is shared more by near electrodes than by far ones', () => {
    const recording = record({ ...QUIET, channelNames: ['F3', 'Fz', 'C3', 'O2'], eyes: 'open', durationSeconds: 200 });
    const near = correlationOf(recording.of('F3'), recording.of('Fz'));
    const middle = correlationOf(recording.of('F3'), recording.of('C3'));
    const far = correlationOf(recording.of('F3'), recording.of('O2'));
    expectWithin(near, 0.6, 0.97);
    expect(middle).toBeGreaterThan(far + 0.1);
    expectWithin(far, 0, 0.55);
  });
});

describe('alpha', () => {
  const recording = record({ ...QUIET, channelNames: ['O1', 'Oz', 'Fp1'], eyes: { alternateSeconds: 30 }, durationSeconds: 240 });
  /** The stretches with the eyes in one state, without the first second after a change. */
  const halves = (name: string, closed: boolean): Float64Array => {
    const samples = recording.of(name);
    return Float64Array.from({ length: 4 * 29 * 250 }, (_, index) => samples[(Math.floor(index / 7250) * 60 + (closed ? 30 : 0) + 1) * 250 + (index % 7250)]);
  };

  test('follows the eyes, which the annotations tell', () => {
    expect(recording.annotations.map(({ onsetSeconds, durationSeconds, text }) => [onsetSeconds, durationSeconds, text])).toEqual(
      Array.from({ length: 8 }, (_, index) => [30 * index, 30, index % 2 === 0 ? 'eyes open' : 'eyes closed']),
    );
    // PhysioNet EEGMMIDB subject 1: 11.4 times the power at Oz
    const ratio = bandDensity(halves('Oz', true), 250, 8, 13) / bandDensity(halves('Oz', false), 250, 8, 13);
    expectWithin(ratio, 5, 14);
  });

  test('peaks at 10 Hz, is strongest over the back of the head, and waxes and wanes', () => {
    const closed = halves('Oz', true);
    const densities = Array.from({ length: 21 }, (_, index) => densityAt(closed, 250, 7 + 0.25 * index));
    expectWithin(7 + 0.25 * densities.indexOf(Math.max(...densities)), 9.4, 10.6);
    expect(bandDensity(closed, 250, 8, 13)).toBeGreaterThan(10 * bandDensity(halves('Fp1', true), 250, 8, 13));
    const bySecond = Float64Array.from({ length: 100 }, (_, second) => amplitudeAt(closed.subarray(second * 250, second * 250 + 250), 250, 10));
    expect(deviationOf(bySecond) / meanOf(bySecond)).toBeGreaterThan(0.25);
  });

  test('is coherent between the hemispheres but not the same', () => {
    const pair = record({ ...QUIET, channelNames: ['O1', 'O2'], eyes: 'closed', durationSeconds: 60 });
    const correlation = correlationOf(pair.of('O1'), pair.of('O2'));
    expectWithin(correlation, 0.6, 0.97);
  });
});

describe('artifacts', () => {
  test('blinks: 100 to 400 µV above the eyes, a third at F3, a tenth at C3, nothing at O1, 0.2 to 0.5 s long', () => {
    const channelNames = ['Fp1', 'Fp2', 'F3', 'C3', 'O1'];
    const recording = record({ ...QUIET, artifactsPerMinute: { ...NO_ARTIFACTS, blinks: 20 }, channelNames, eyes: 'open', durationSeconds: 180, annotateArtifacts: true });
    const blinks = recording.annotations.filter(({ text }) => text === 'blink');
    expectWithin(blinks.length, 40, 80);
    const meanAt = (name: string): Float64Array => {
      const samples = recording.of(name);
      return Float64Array.from({ length: 150 }, (_, index) => meanOf(blinks.slice(0, -1).map(({ onsetSeconds }) => samples[Math.round(onsetSeconds * 250) - 25 + index])));
    };
    const average = new Map(channelNames.map((name) => [name, meanAt(name)]));
    const peakOf = (name: string): number => Math.max(...average.get(name)!) - average.get(name)![0]; // reason: every name was just set
    expectWithin(peakOf('Fp1'), 120, 300);
    expectWithin(peakOf('F3') / peakOf('Fp1'), 0.25, 0.45);
    expect(peakOf('C3') / peakOf('Fp1')).toBeLessThan(0.2);
    expect(peakOf('O1') / peakOf('Fp1')).toBeLessThan(0.05);
    for (const { onsetSeconds, durationSeconds } of blinks.slice(0, -1)) {
      const start = Math.round(onsetSeconds * 250);
      const height = Math.max(...recording.of('Fp1').slice(start, start + 110)) - recording.of('Fp1')[start];
      expectWithin(height, 60, 460);
      expectWithin(durationSeconds, 0.2, 0.5);
    }
  });

  test('closed eyes do not blink', () => {
    expect(record({ channelNames: ['Fp1'], eyes: 'closed', durationSeconds: 60, annotateArtifacts: true }).annotations).toEqual([]);
  });

  test('a jaw clench is broadband above 20 Hz and strongest at the temples', () => {
    const recording = record({
      ...QUIET,
      artifactsPerMinute: { ...NO_ARTIFACTS, jawClenches: 10 },
      channelNames: ['T7', 'Cz'],
      samplingRateHz: 500,
      eyes: 'open',
      durationSeconds: 120,
      annotateArtifacts: true,
    });
    const clenched = recording.annotations.filter(({ text, durationSeconds }) => text === 'jaw clench' && durationSeconds > 1.1);
    expect(clenched.length).toBeGreaterThan(5);
    const powerAt = (name: string, lowHz: number, highHz: number, shiftSeconds: number): number =>
      meanOf(
        clenched.slice(0, -1).map(({ onsetSeconds }) => {
          const start = Math.round((onsetSeconds + shiftSeconds) * 500);
          return bandDensity(recording.of(name).subarray(start, start + 400), 500, lowHz, highHz, 0.8);
        }),
      );
    expect(powerAt('T7', 40, 120, 0.15) / powerAt('T7', 40, 120, -0.9)).toBeGreaterThan(50);
    expectWithin(powerAt('T7', 30, 50, 0.15) / powerAt('T7', 90, 110, 0.15), 0.4, 2);
    expect(powerAt('T7', 40, 120, 0.15) / powerAt('Cz', 40, 120, 0.15)).toBeGreaterThan(5);
  });

  test.each([50, 60])('mains at %d Hz: each electrode with its own strength, with harmonics', (lineFrequencyHz) => {
    const electrodes = { Cz: { impedanceOhm: 8000 }, Pz: { impedanceOhm: 32_000 } };
    const recording = record({ ...QUIET, lineNoiseUv: 10, lineFrequencyHz, electrodes, channelNames: ['Cz', 'Pz'], samplingRateHz: 1000, durationSeconds: 20 });
    expect(amplitudeAt(recording.of('Cz'), 1000, lineFrequencyHz)).toBeCloseTo(10, 0);
    expect(amplitudeAt(recording.of('Pz'), 1000, lineFrequencyHz)).toBeCloseTo(40, 0);
    expect(amplitudeAt(recording.of('Pz'), 1000, 3 * lineFrequencyHz)).toBeCloseTo(12, 0);
    expect(amplitudeAt(recording.of('Pz'), 1000, 110 - lineFrequencyHz)).toBeLessThan(1);
  });

  test('a harmonic beyond half the rate is left out, not folded back', () => {
    const recording = record({ ...QUIET, lineNoiseUv: 100, electrodes: { Cz: { impedanceOhm: 8000 } }, channelNames: ['Cz'], samplingRateHz: 128, durationSeconds: 20 });
    // 3 × 50 Hz would appear at 22 Hz, 2 × 50 Hz at 28 Hz
    expect(amplitudeAt(recording.of('Cz'), 128, 22)).toBeLessThan(1.5);
    expect(amplitudeAt(recording.of('Cz'), 128, 28)).toBeLessThan(1.5);
  });

  test('worse electrodes are noisier, drift more, and a Cyton sees its offsets', () => {
    const electrodes = { C3: { impedanceOhm: 1000, offsetUv: -18_000 }, C4: { impedanceOhm: 400_000 } };
    const recording = record({ ...QUIET, driftUv: 40, dcOffsetUv: 10_000, electrodes, channelNames: ['C3', 'C4'], durationSeconds: 120 });
    expect(meanOf(recording.of('C3'))).toBeCloseTo(-18_000, -2);
    expect(Math.abs(meanOf(recording.of('C4')))).toBeGreaterThan(100);
    expect(bandDensity(recording.of('C4'), 250, 90, 110) - bandDensity(recording.of('C3'), 250, 90, 110)).toBeGreaterThan(0.1);
    expect(deviationOf(recording.of('C4'))).toBeGreaterThan(2 * deviationOf(recording.of('C3')));
  });

  test('an electrode that comes off hums, alone', () => {
    const recording = record({ ...QUIET, artifactsPerMinute: { ...NO_ARTIFACTS, contactLosses: 4 }, channelNames: ['F3', 'F4'], durationSeconds: 120, annotateArtifacts: true });
    const losses = recording.annotations.filter(({ text, durationSeconds }) => text === 'contact lost F3' && durationSeconds > 1);
    expect(losses.length).toBeGreaterThan(1);
    for (const { onsetSeconds } of losses) {
      const start = Math.round(onsetSeconds * 250);
      expect(amplitudeAt(recording.of('F3').subarray(start, start + 250), 250, 50)).toBeCloseTo(260, -1);
    }
  });

  test('lost stretches are NaN in every channel, exactly where BAD_lost says', () => {
    const recording = record({ artifactsPerMinute: { lostStretches: 6 }, channelNames: ['F3', 'F4'], durationSeconds: 60 });
    const isLost = new Uint8Array(60 * 250);
    const losses = recording.annotations.filter(({ text }) => text === 'BAD_lost');
    expect(losses.length).toBeGreaterThan(1);
    for (const { onsetSeconds, durationSeconds } of losses) isLost.fill(1, Math.round(onsetSeconds * 250), Math.round((onsetSeconds + durationSeconds) * 250));
    for (const samples of recording.samples) expect(Uint8Array.from(samples, (value) => (Number.isNaN(value) ? 1 : 0))).toEqual(isLost);
  });
});

test('a Cyton that a simulated head wears sends the simulator\'s samples to half a count', () => {
  const options = { seed: 3, samplingRateHz: 250, channelNames: ['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2'], dcOffsetUv: 10_000 };
  const emulator = createCytonEmulator({ signal: createEegSignal(createEegSimulator(options)) });
  emulator.receive(Uint8Array.of(0x62), 0);
  const bytes = emulator.packetsUntil(4 * 500);
  const { samplesUv } = createEegSimulator(options).next(500);
  const uvPerCount = (4.5 / 24 / (2 ** 23 - 1)) * 1e6;
  for (let sample = 0; sample < 500; sample += 1) {
    for (let channel = 0; channel < 8; channel += 1) {
      const at = 33 * sample + 2 + 3 * channel;
      const count = ((bytes[at] << 24) >> 8) | (bytes[at + 1] << 8) | bytes[at + 2];
      expect(Math.abs(count * uvPerCount - samplesUv[channel * 500 + sample])).toBeLessThan(0.5001 * uvPerCount);
    }
  }
});

/** Fz and Oz, first and last of 50 samples of the seed "golden". */
const GOLDEN = [-0.9897984081001163, 20.95621895009489];
