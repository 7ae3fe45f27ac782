import type { Board } from '../board.ts';
import { createCytonDecoder } from '../cyton/cyton-decoder.ts';
import { cytonDaisy } from './cyton-daisy.ts';

/** Over the WiFi shield each number comes twice, first the Cyton's channels, then the Daisy's, at full rate and not averaged. */
export const cytonDaisyWifi: Board = {
  ...cytonDaisy,
  id: 'cyton-daisy-wifi',
  title: 'OpenBCI Cyton + Daisy with WiFi shield',
  baudRate: undefined,
  frames: { channelsPerFrame: 8, channelOffsets: [0, 8], invalidFirstFrames: 0, counterModulus: () => 512 },
  samplingRateHz: ({ frameRateHz }) => frameRateHz,
  createFrameDecoder: () => createCytonDecoder({ packetsPerNumber: 2 }),
};
