export type { AuxiliaryBlock, CaptureEvent, CaptureMarker, GapReason } from './capture-event.ts';
export { captureSamples, type Capture, type CaptureOptions, type CaptureState } from './capture-samples.ts';
export { createReplayTransport, type ReplayOptions } from './replay-transport.ts';
export { openWebSerialTransport, type WebSerialOptions, type WebSerialPort, type WebSerialReadable, type WebSerialReader, type WebSerialWritable } from './web-serial-transport.ts';
