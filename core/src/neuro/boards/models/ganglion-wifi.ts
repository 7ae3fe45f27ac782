import type { Board } from '../board.ts';
import { readCytonAuxiliary } from '../cyton/cyton-auxiliary.ts';
import { createCytonDecoder } from '../cyton/cyton-decoder.ts';
import { ganglion } from './ganglion.ts';

/** The WiFi shield puts a Ganglion's samples into a Cyton's 33 bytes, not compressed; the upper four channels are empty. */
export const ganglionWifi: Board = {
  ...ganglion,
  id: 'ganglion-wifi',
  title: 'OpenBCI Ganglion with WiFi shield',
  frames: { channelsPerFrame: 8, channelOffsets: [0], invalidFirstFrames: 0, counterModulus: () => 201 },
  createFrameDecoder: () => createCytonDecoder({ packetsPerNumber: 1, numberCount: 201 }),
  readAuxiliary: readCytonAuxiliary,
};
