import { DEFAULT_CHANNEL } from '../board-settings.ts';
import type { Board } from '../board.ts';
import { createSyntheticDecoder } from '../synthetic/synthetic-decoder.ts';
import { SYNTHETIC_CHANNEL_COUNT, SYNTHETIC_RATE_HZ, SYNTHETIC_SCALE_UV } from '../synthetic/synthetic-packet.ts';

/** No device at all: sixteen sines, for trying things out. */
export const synthetic: Board = {
  id: 'synthetic',
  title: 'Synthetic board',
  channelNames: ['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2', 'F7', 'F8', 'F3', 'F4', 'T7', 'T8', 'P3', 'P4'],
  baudRate: undefined,
  frames: { channelsPerFrame: SYNTHETIC_CHANNEL_COUNT, channelOffsets: [0], invalidFirstFrames: 0, counterModulus: () => 65536 },
  commands: { start: 'b', stop: 's', identify: 'v', answers: true },
  setup: () => [],
  defaultSettings: {
    channels: Array.from({ length: SYNTHETIC_CHANNEL_COUNT }, () => DEFAULT_CHANNEL),
    frameRateHz: SYNTHETIC_RATE_HZ,
    auxiliaryMode: 'default',
    timeStamped: false,
    firmwareMajor: 3,
    accelerometerOn: false,
  },
  settingsAfter: (settings) => settings,
  samplingRateHz: ({ frameRateHz }) => frameRateHz,
  microvoltsPerCount: () => SYNTHETIC_SCALE_UV,
  fullScaleUv: () => SYNTHETIC_SCALE_UV * (2 ** 23 - 1),
  createFrameDecoder: createSyntheticDecoder,
  readAuxiliary: () => [],
};
