import type { Board } from '../board.ts';
import { cyton } from './cyton.ts';

/** Over the WiFi shield's raw TCP a Cyton sends the same 33 bytes, at up to 16 kHz. */
export const cytonWifi: Board = {
  ...cyton,
  id: 'cyton-wifi',
  title: 'OpenBCI Cyton with WiFi shield',
  baudRate: undefined,
};
