import type { Board } from '../board.ts';
import { readCytonAuxiliary } from '../cyton/cyton-auxiliary.ts';
import { createCytonDecoder } from '../cyton/cyton-decoder.ts';
import { cytonFullScaleUv, cytonMicrovoltsPerCount, cytonSettings, cytonSettingsAfter } from '../cyton/cyton-settings.ts';

/**
 * Over the radio an even packet holds the Daisy's channels 9-16, the odd one after it the Cyton's 1-8, each the mean of two conversions:
 * whole samples come at half the rate of packets. The first mean after a start has no second conversion.
 */
export const cytonDaisy: Board = {
  id: 'cyton-daisy',
  title: 'OpenBCI Cyton + Daisy',
  channelNames: ['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2', 'F7', 'F8', 'F3', 'F4', 'T7', 'T8', 'P3', 'P4'],
  baudRate: 115200,
  frames: { channelsPerFrame: 8, channelOffsets: [8, 0], invalidFirstFrames: 1, counterModulus: () => 256 },
  commands: { start: 'b', stop: 's', identify: 'v', answers: true },
  setup: () => [{ command: 'C', accepts: /16/, otherwise: 'no Daisy module is attached: plug it in, or use the board cyton' }],
  defaultSettings: cytonSettings(16),
  settingsAfter: cytonSettingsAfter,
  samplingRateHz: ({ frameRateHz }) => frameRateHz / 2,
  microvoltsPerCount: cytonMicrovoltsPerCount,
  fullScaleUv: cytonFullScaleUv,
  createFrameDecoder: () => createCytonDecoder(),
  readAuxiliary: readCytonAuxiliary,
};
