import { IzaError } from '../../../foundation/index.ts';
import { defaultSites, findPosition } from '../../../neuro/index.ts';
import type { BoardId } from '../../../ports/index.ts';

/** Where a simulated head wears the electrodes. @throws IzaError `bad-input` for a name that is no site */
export function sitesOfBoard(board: BoardId, named: readonly string[] | undefined): string[] {
  const sites = [...(named ?? defaultSites[board])];
  const unknown = sites.filter((site) => !findPosition(site));
  if (unknown.length > 0) throw new IzaError('bad-input', `Cannot simulate ${unknown.join(', ')}: a channel is a site of the 10-20 or 10-10 system, as Fp1, C3 or Oz.`);
  return sites;
}
