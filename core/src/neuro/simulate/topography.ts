import { findPosition, type ElectrodePosition } from '../montage/index.ts';

/** A point in the head frame of `standardPositions`, mm. */
export interface HeadPoint {
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
}

/** @throws RangeError for a name that is no site of the 10-10 system */
export function positionsOf(channelNames: readonly string[]): ElectrodePosition[] {
  return channelNames.map((name) => {
    const position = findPosition(name);
    if (!position) throw new RangeError(`Cannot simulate channel "${name}": it is no site of the 10-20 or 10-10 system (Fp1, C3, Oz …)`);
    return position;
  });
}

/** A site of the 10-10 system. */
export function siteAt(name: string): HeadPoint {
  return positionsOf([name])[0];
}

/** Gain 1 at the point, falling as a Gaussian with distance: what the skull and scalp make of a patch of cortex. */
export function gaussianGains(positions: readonly HeadPoint[], centre: HeadPoint, spreadMm: number): Float64Array {
  return Float64Array.from(positions, (position) => Math.exp(-(distanceMm(position, centre) ** 2) / (2 * spreadMm ** 2)));
}

/** Gain 1 at the point, falling by e each `lengthMm`: a strong source outside the brain. */
export function exponentialGains(positions: readonly HeadPoint[], centre: HeadPoint, lengthMm: number): Float64Array {
  return Float64Array.from(positions, (position) => Math.exp(-distanceMm(position, centre) / lengthMm));
}

function distanceMm(a: HeadPoint, b: HeadPoint): number {
  return Math.hypot(a.xMm - b.xMm, a.yMm - b.yMm, a.zMm - b.zMm);
}
