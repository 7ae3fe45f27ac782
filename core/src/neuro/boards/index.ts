export { AUXILIARY_VALUES, type AuxiliaryKind, type AuxiliaryReading, type ReadAuxiliary } from './auxiliary.ts';
export type { Board, BoardCommands, FrameLayout, SetupStep } from './board.ts';
export { CHANNEL_INPUTS, CYTON_GAINS, DEFAULT_CHANNEL, type AuxiliaryMode, type BoardSettings, type ChannelInput, type ChannelSettings, type CytonGain } from './board-settings.ts';
export {
  AUXILIARY_MODES,
  CHANNEL_LETTERS,
  CYTON_FRAME_RATES_HZ,
  formatCytonCommand,
  parseCytonCommands,
  RADIO_ACTIONS,
  SD_DURATIONS_SECONDS,
  TEST_SIGNALS,
  type CytonCommand,
  type RadioAction,
  type TestSignal,
} from './cyton/cyton-command.ts';
export { createCytonDecoder, type CytonDecoderOptions } from './cyton/cyton-decoder.ts';
export { CYTON_CHANNEL_COUNT, CYTON_HEADER, CYTON_PACKET_BYTES, CYTON_STOP, encodeCytonPacket, type CytonPacket } from './cyton/cyton-packet.ts';
export { cytonFullScaleUv, cytonMicrovoltsPerCount, cytonSettings, cytonSettingsAfter, parseChannelReport } from './cyton/cyton-settings.ts';
export {
  encodeGanglionPacket,
  encodeGanglionRawPacket,
  readGanglionMessage,
  type GanglionMessage,
  type GanglionPacket,
} from './ganglion/ganglion-packet.ts';
export { boards } from './boards.ts';
export { AUXILIARY_BYTES, createFrameBatch, reserveFrames, type FrameBatch, type FrameDecoder } from './frame-batch.ts';
export { encodeSyntheticPacket, SYNTHETIC_CHANNEL_COUNT, SYNTHETIC_PACKET_BYTES, SYNTHETIC_RATE_HZ, SYNTHETIC_SCALE_UV, syntheticSampleUv } from './synthetic/synthetic-packet.ts';
