export type { Board, BoardCommands, FrameLayout } from './board.ts';
export { CHANNEL_INPUTS, CYTON_GAINS, DEFAULT_CHANNEL, type AuxiliaryMode, type BoardSettings, type ChannelInput, type ChannelSettings, type CytonGain } from './board-settings.ts';
export { CYTON_CHANNEL_COUNT, CYTON_HEADER, CYTON_PACKET_BYTES, CYTON_STOP, encodeCytonPacket, type CytonPacket } from './cyton/cyton-packet.ts';
export { AUXILIARY_BYTES, type FrameBatch, type FrameDecoder } from './frame-batch.ts';
