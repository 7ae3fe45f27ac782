import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { leftOutOfEditors } from './left-out.ts';
import { channelsInput, endSecondsInput, fileInput, startSecondsInput } from './recording-inputs.ts';
import { bandPowerOutput, provenanceOutput } from './recording-outputs.ts';
import { pipelineOfSteps, resultOf, runOnFile } from './run-steps.ts';

export const recordingsSpectrum = defineCapability({
  id: 'recordings.spectrum',
  title: 'Measure the spectrum of a recording',
  description: 'Power density, band powers (absolute and relative), alpha peak and 1/f slope of every EEG channel, by Welch\'s method as SciPy or MNE take it, or by multitapers.',
  input: z.strictObject({
    file: fileInput,
    channels: channelsInput,
    method: z.enum(['welch-scipy', 'welch-mne', 'multitaper']).default('welch-scipy').describe('welch-scipy: Hann, half overlapping. welch-mne: 256 samples, Hamming'),
    segmentSeconds: z.number().positive().optional().describe('Length of a Welch segment'),
    bandwidthHz: z.number().positive().default(4).describe('Of the tapers'),
    highHz: z.number().positive().optional().describe('Up to which frequency; half the sampling rate when absent'),
    reference: z.enum(['as-recorded', 'average']).default('as-recorded'),
    startSeconds: startSecondsInput,
    endSeconds: endSecondsInput,
  }),
  output: z.strictObject({
    channelNames: z.array(z.string()).readonly(),
    method: z.string(),
    frequenciesHz: z.array(z.number()).readonly(),
    densityUv2PerHz: z.array(z.array(z.number()).readonly()).readonly().describe('One a channel'),
    ...bandPowerOutput,
    provenance: provenanceOutput,
    warnings: z.array(z.string()).readonly(),
  }),
  positional: ['file'],
  permission: 'recordings:read',
  effect: 'read',
  leftOut: leftOutOfEditors,
  async run({ file, channels, method, segmentSeconds, bandwidthHz, highHz, reference, startSeconds, endSeconds }, iza, context) {
    const how = { method, segmentSeconds, bandwidthHz };
    const pipeline = pipelineOfSteps('recordings.spectrum', [
      reference === 'average' ? { step: 'reference', to: 'average' } : undefined,
      { step: 'spectrum', ...how, highHz },
      { step: 'band-power', ...how },
    ]);
    const run = await runOnFile(file, pipeline, iza, { part: { channels, startSeconds, endSeconds }, context });
    const spectrum = resultOf(run, 'spectrum');
    const { bands, channels: powers } = resultOf(run, 'band-power');
    return {
      channelNames: spectrum.channelNames,
      method: spectrum.method,
      frequenciesHz: spectrum.frequenciesHz,
      densityUv2PerHz: spectrum.densityUv2PerHz,
      bands,
      channels: powers,
      provenance: run.provenance,
      warnings: [...run.readWarnings, ...run.provenance.warnings],
    };
  },
});
