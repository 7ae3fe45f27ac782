import { Matrix, solve } from 'ml-matrix';
import type { ElectrodePosition } from './standard-positions.ts';

export interface Sphere {
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
  readonly radiusMm: number;
}

const MAX_STEPS = 100;
const SMALLEST_STEP_MM = 1e-10;

/**
 * The sphere closest to the positions: least squares of their distance from its surface.
 * Positions on the face (below the ears, in front of them) are left out, as MNE does: a forehead is no sphere.
 * @throws RangeError for fewer than four positions to fit
 */
export function fitSphere(positions: readonly ElectrodePosition[]): Sphere {
  const fitted = positions.filter(({ yMm, zMm }) => !(zMm < -1e-3 && yMm > 1e-3));
  if (fitted.length < 4) throw new RangeError(`Cannot fit a sphere to ${fitted.length} positions: it takes four`);
  let [xMm, yMm, zMm, radiusMm] = algebraicSphere(fitted);
  // Gauss-Newton: the linear fit is close, so few steps follow.
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const rows: number[][] = [];
    const residuals: number[][] = [];
    for (const position of fitted) {
      const toX = position.xMm - xMm;
      const toY = position.yMm - yMm;
      const toZ = position.zMm - zMm;
      const distance = Math.hypot(toX, toY, toZ);
      rows.push([toX / distance, toY / distance, toZ / distance, 1]);
      residuals.push([distance - radiusMm]);
    }
    const [dx, dy, dz, dr] = solve(new Matrix(rows), new Matrix(residuals), true).to1DArray();
    xMm += dx;
    yMm += dy;
    zMm += dz;
    radiusMm += dr;
    if (Math.hypot(dx, dy, dz, dr) < SMALLEST_STEP_MM) break;
  }
  return { xMm, yMm, zMm, radiusMm };
}

/** |p|² = 2·c·p + (r² - |c|²) is linear in what is sought. */
function algebraicSphere(positions: readonly ElectrodePosition[]): [number, number, number, number] {
  const rows = positions.map(({ xMm, yMm, zMm }) => [2 * xMm, 2 * yMm, 2 * zMm, 1]);
  const squares = positions.map(({ xMm, yMm, zMm }) => [xMm ** 2 + yMm ** 2 + zMm ** 2]);
  const [x, y, z, constant] = solve(new Matrix(rows), new Matrix(squares), true).to1DArray();
  return [x, y, z, Math.sqrt(Math.max(0, constant + x * x + y * y + z * z))];
}
