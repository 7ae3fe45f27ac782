export type { AuxiliaryBlock, CaptureEvent, CaptureMarker, GapReason } from './capture-event.ts';
export { captureSamples, type Capture, type CaptureOptions, type CaptureState } from './capture-samples.ts';
