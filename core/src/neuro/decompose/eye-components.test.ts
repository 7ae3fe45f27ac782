import { expect, test } from 'vitest';
import { designFir, filterFir } from '../dsp/index.ts';
import { simulateRecording } from '../simulate/index.ts';
import { findEyeComponents } from './eye-components.ts';
import { fitIca, removeComponents } from './ica.ts';

const samplingRateHz = 200;
const channelNames = ['Fp1', 'Fp2', 'F3', 'F4', 'C3', 'C4', 'P3', 'P4', 'O1', 'O2'];
const { samples: raw, annotations } = simulateRecording({ seed: 4, samplingRateHz, channelNames, durationSeconds: 60, eyes: 'open', annotateArtifacts: true, artifactsPerMinute: { blinks: 20, jawClenches: 0, contactLosses: 0 } });
const samples = filterFir(raw, designFir({ samplingRateHz, lowHz: 1, highHz: 40 }));
const ica = fitIca(samples, { seed: 1, components: 0.99 });

test('findEyeComponents() names the blinks of a simulated head, and their removal takes blinks and leaves the rest', () => {
  const { scores, suggested } = findEyeComponents(ica, samples, samples[0], { samplingRateHz });
  expect(suggested).toHaveLength(1);
  expect(Math.abs(scores[suggested[0]])).toBeGreaterThan(0.9);
  const cleaned = removeComponents(ica, samples, suggested);
  const blinks = annotations.filter(({ text }) => text === 'blink').map(({ onsetSeconds, durationSeconds }) => Math.round((onsetSeconds + durationSeconds / 2) * samplingRateHz));
  const heightAt = (channel: Float64Array): number => blinks.reduce((sum, index) => sum + channel[index], 0) / blinks.length;
  expect(heightAt(samples[0])).toBeGreaterThan(80);
  expect(Math.abs(heightAt(cleaned[0]))).toBeLessThan(0.15 * heightAt(samples[0]));
  const changed = (channel: number): number => Math.sqrt(cleaned[channel].reduce((sum, value, index) => sum + (value - samples[channel][index]) ** 2, 0) / samples[channel].reduce((sum, value) => sum + value ** 2, 0));
  expect(changed(channelNames.indexOf('O1'))).toBeLessThan(0.25);
});

test('findEyeComponents() suggests nothing where nothing goes with the channel', () => {
  const flat = new Float64Array(samples[0].length);
  const { scores, suggested } = findEyeComponents(ica, samples, flat, { samplingRateHz });
  expect(suggested).toEqual([]);
  expect(scores.every((score) => score === 0)).toBe(true);
});
