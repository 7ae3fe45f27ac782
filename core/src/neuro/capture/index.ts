export type { AuxiliaryBlock, CaptureEvent, CaptureMarker, GapReason } from './capture-event.ts';
export { captureSamples } from './capture-samples.ts';
export type { Capture, CaptureOptions, CaptureState } from './capture.ts';
export { createReplayTransport, type ReplayOptions } from './replay-transport.ts';
export { openWebSerialTransport, type WebSerialOptions, type WebSerialPort } from './web-serial-transport.ts';
