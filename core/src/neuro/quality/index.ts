export { assessQuality, type QualityOptions } from './assess-quality.ts';
export { findBlinks, type Blink, type BlinkOptions } from './find-blinks.ts';
export { findMuscle, type MuscleOptions } from './find-muscle.ts';
export { createQualityMonitor, type QualityMonitor } from './quality-monitor.ts';
export { assessRecordingQuality, type RecordingChannelQuality } from './recording-quality.ts';
export { suggestBadChannels, type BadChannel } from './suggest-bad-channels.ts';
