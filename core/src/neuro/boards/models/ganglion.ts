import type { Board } from '../board.ts';
import { createGanglionDecoder } from '../ganglion/ganglion-decoder.ts';
import { readGanglionMessage } from '../ganglion/ganglion-packet.ts';
import { ganglionFullScaleUv, ganglionMicrovoltsPerCount, ganglionSettings, ganglionSettingsAfter, readGanglionAuxiliary } from '../ganglion/ganglion-settings.ts';

export const ganglion: Board = {
  id: 'ganglion',
  title: 'OpenBCI Ganglion',
  channelNames: ['Fp1', 'Fp2', 'C3', 'C4'],
  baudRate: undefined,
  frames: {
    channelsPerFrame: 4,
    channelOffsets: [0],
    invalidFirstFrames: 0,
    // Firmware 2's turn is one whole sample and a hundred pairs of differences.
    counterModulus: ({ firmwareMajor }) => (firmwareMajor < 3 ? 201 : 200),
  },
  // A Bluetooth link is made to one named device: there is nobody to ask.
  commands: { start: 'b', stop: 's', identify: '', answers: false },
  setup: () => [],
  defaultSettings: ganglionSettings,
  settingsAfter: ganglionSettingsAfter,
  samplingRateHz: ({ frameRateHz }) => frameRateHz,
  microvoltsPerCount: ganglionMicrovoltsPerCount,
  fullScaleUv: ganglionFullScaleUv,
  createFrameDecoder: ({ firmwareMajor }) => createGanglionDecoder({ firmwareMajor }),
  readAuxiliary: readGanglionAuxiliary,
  readMessage(bytes) {
    const message = readGanglionMessage(bytes);
    if (message?.type === 'impedance') return [{ kind: 'resistance', values: [message.channel, message.ohm] }];
    return message && [];
  },
};
