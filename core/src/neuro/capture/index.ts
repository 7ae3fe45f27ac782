export type { AuxiliaryBlock, CaptureEvent, CaptureMarker, GapReason } from './capture-event.ts';
export { captureSamples, type Capture, type CaptureOptions, type CaptureState } from './capture-samples.ts';
export { createReplayTransport, type ReplayOptions } from './replay-transport.ts';
export { openWebSerialTransport, type WebSerialOptions, type WebSerialPort } from './web-serial-transport.ts';
