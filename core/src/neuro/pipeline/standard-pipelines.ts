/** Pipelines that come with IZA, as a person would write them: copy one, change it, and give it to `recordings analyze --pipeline`. */
export const standardPipelines = {
  'resting-state': `version: iza.pipeline/1
name: resting-state
description: Quality, spectrum and band powers of a recording without events.
steps:
  - step: quality
    lineFrequencyHz: 50
    noisyUv: 300
  - step: mark-bad
  - step: blinks
  - step: filter
    lowHz: 1
    highHz: 45
  - step: interpolate
  - step: reference
    to: average
  - step: spectrum
    highHz: 45
  - step: band-power
  - step: spectrogram
    highHz: 45
`,
  'event-related': `version: iza.pipeline/1
name: event-related
description: Quality and spectrum, then averages around every annotation.
steps:
  - step: quality
    lineFrequencyHz: 50
    noisyUv: 300
  - step: mark-bad
  - step: blinks
  - step: filter
    lowHz: 0.5
    highHz: 40
  - step: interpolate
  - step: reference
    to: average
  - step: spectrum
    highHz: 45
  - step: band-power
  - step: epochs
    startSeconds: -0.2
    endSeconds: 0.8
    rejectAboveUv: 150
  - step: average
`,
  'as-recorded': `version: iza.pipeline/1
name: as-recorded
description: The recording measured as it is, for few electrodes or an unknown reference.
steps:
  - step: quality
    lineFrequencyHz: 50
    noisyUv: 300
  - step: filter
    lowHz: 1
    highHz: 45
  - step: spectrum
    highHz: 45
  - step: band-power
  - step: spectrogram
    highHz: 45
`,
} as const;

export type StandardPipelineName = keyof typeof standardPipelines;
