export { assessQuality, type QualityOptions } from './assess-quality.ts';
export { createQualityMonitor, type QualityMonitor } from './quality-monitor.ts';
export { assessRecordingQuality, type RecordingChannelQuality } from './recording-quality.ts';
