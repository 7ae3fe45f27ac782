import { directionFrom } from './interpolate-channels.ts';
import type { Direction } from './spherical-spline.ts';
import type { ElectrodePosition } from './standard-positions.ts';

/** A place on the drawn head: the head is the circle of radius 1, nose up. */
export interface DiscPoint {
  /** To the right ear. */
  readonly x: number;
  /** To the nose. */
  readonly y: number;
}

/** Centre of the sphere through the standard positions; a test holds these numbers to `fitSphere(standardPositions)`. */
export const STANDARD_HEAD_CENTRE = { xMm: -0.923033, yMm: 13.752893, zMm: 38.286886 };
/** The head frame's z leans back from Cz by this; turned upright, Cz is drawn in the middle and the front as large as the back. */
const TILT_RAD = 0.13521;
/** Mean angle of Fpz, T7, Oz and T8 from the top. 10-20 charts draw this ring at 0.8 of the radius: the circle itself is nasion, ears and inion. */
const RING_ANGLE_RAD = 1.567556;
const RING_RADIUS = 0.8;

/** Where an electrode is drawn: its angle from the top of the head becomes its distance from the middle. Sites below the ring of the ears lie outside the circle. */
export function projectToDisc(position: ElectrodePosition): DiscPoint {
  const [x, y, z] = turnUpright(directionFrom(STANDARD_HEAD_CENTRE, position), TILT_RAD);
  const radius = (Math.acos(Math.min(1, Math.max(-1, z))) / RING_ANGLE_RAD) * RING_RADIUS;
  const azimuthRad = Math.atan2(y, x);
  return { x: radius * Math.cos(azimuthRad), y: radius * Math.sin(azimuthRad) };
}

/** The direction in the head frame that is drawn at this point. */
export function directionAt({ x, y }: DiscPoint): Direction {
  const angleRad = (Math.hypot(x, y) / RING_RADIUS) * RING_ANGLE_RAD;
  const azimuthRad = Math.atan2(y, x);
  return turnUpright([Math.sin(angleRad) * Math.cos(azimuthRad), Math.sin(angleRad) * Math.sin(azimuthRad), Math.cos(angleRad)], -TILT_RAD);
}

/** About the line through the ears. */
function turnUpright([x, y, z]: Direction, angleRad: number): Direction {
  return [x, y * Math.cos(angleRad) - z * Math.sin(angleRad), y * Math.sin(angleRad) + z * Math.cos(angleRad)];
}
