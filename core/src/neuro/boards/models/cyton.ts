import type { Board } from '../board.ts';
import { readCytonAuxiliary } from '../cyton/cyton-auxiliary.ts';
import { createCytonDecoder } from '../cyton/cyton-decoder.ts';
import { cytonFullScaleUv, cytonMicrovoltsPerCount, cytonSettings, cytonSettingsAfter } from '../cyton/cyton-settings.ts';

export const cyton: Board = {
  id: 'cyton',
  title: 'OpenBCI Cyton',
  channelNames: ['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2'],
  baudRate: 115200,
  frames: { channelsPerFrame: 8, channelOffsets: [0], invalidFirstFrames: 0, counterModulus: () => 256 },
  commands: { start: 'b', stop: 's', identify: 'v', answers: true },
  // A board that carries a Daisy starts with it attached and would send two halves in turn.
  setup: (hello) => (/daisy/i.test(hello) ? [{ command: 'c', accepts: /8|daisy removed|^\s*$/i, otherwise: 'the Daisy module could not be detached: use the board cyton-daisy' }] : []),
  defaultSettings: cytonSettings(8),
  settingsAfter: cytonSettingsAfter,
  samplingRateHz: ({ frameRateHz }) => frameRateHz,
  microvoltsPerCount: cytonMicrovoltsPerCount,
  fullScaleUv: cytonFullScaleUv,
  createFrameDecoder: () => createCytonDecoder(),
  readAuxiliary: readCytonAuxiliary,
};
