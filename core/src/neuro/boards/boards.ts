import type { BoardId } from '../../ports/index.ts';
import type { Board } from './board.ts';
import { cytonDaisyWifi } from './models/cyton-daisy-wifi.ts';
import { cytonDaisy } from './models/cyton-daisy.ts';
import { cytonWifi } from './models/cyton-wifi.ts';
import { cyton } from './models/cyton.ts';
import { ganglionWifi } from './models/ganglion-wifi.ts';
import { ganglion } from './models/ganglion.ts';
import { synthetic } from './models/synthetic.ts';

/** Every board: one file in `models/`, one line here. */
export const boards: Readonly<Record<BoardId, Board>> = {
  cyton,
  'cyton-daisy': cytonDaisy,
  'cyton-daisy-wifi': cytonDaisyWifi,
  'cyton-wifi': cytonWifi,
  ganglion,
  'ganglion-wifi': ganglionWifi,
  synthetic,
};
