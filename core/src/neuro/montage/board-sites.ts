import type { BoardId } from '../../ports/index.ts';

const CYTON_SITES = ['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2'] as const;
const DAISY_SITES = ['F7', 'F8', 'F3', 'F4', 'T7', 'T8', 'P3', 'P4'] as const;

const BOTH_SITES = [...CYTON_SITES, ...DAISY_SITES];
const GANGLION_SITES = CYTON_SITES.slice(0, 4);

/** The site of each input when nobody says otherwise: the OpenBCI GUI's head plot (electrode_positions_default.txt), which loads as many as the board has. */
export const defaultSites: Readonly<Record<BoardId, readonly string[]>> = {
  cyton: CYTON_SITES,
  'cyton-wifi': CYTON_SITES,
  'cyton-daisy': BOTH_SITES,
  'cyton-daisy-wifi': BOTH_SITES,
  ganglion: GANGLION_SITES,
  'ganglion-wifi': GANGLION_SITES,
  synthetic: BOTH_SITES,
};
