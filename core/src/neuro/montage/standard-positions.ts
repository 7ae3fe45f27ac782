import { siteOf } from './site-name.ts';
import { STANDARD_SITES_MM } from './standard-positions.generated.ts';

/** Where an electrode sits on the head: x to the right ear, y to the nose, z up, origin between the ears. */
export interface ElectrodePosition {
  readonly site: string;
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
}

/** The sites of the 10-20 and 10-10 systems on an average head (MNE's standard_1005 in the head frame), front to back. */
export const standardPositions: readonly ElectrodePosition[] = STANDARD_SITES_MM.map(([site, xMm, yMm, zMm]) => ({ site, xMm, yMm, zMm }));

/** The position of a channel by its name as files write it (`Fc5.`, `EEG Fp1-A2`, `T3`); `undefined` where the name is no site. */
export function findPosition(channelName: string): ElectrodePosition | undefined {
  const site = siteOf(channelName);
  return site === undefined ? undefined : standardPositions.find((position) => position.site === site);
}
