import type { ScopePalette } from './palette.ts';
import type { ScopeSpectrum } from './power-spectrum.ts';

/** Bands that a person looks for, shaded in turn. */
const BAND_EDGES_HZ = [1, 4, 8, 13, 30, 45];
const MAX_HZ = 60;

/** Draws power density over frequency, decades of µV²/Hz upwards. */
export function drawSpectrum(canvas: HTMLCanvasElement, spectrum: ScopeSpectrum | undefined, palette: ScopePalette): void {
  const density = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  const width = Math.round(canvas.clientWidth * density);
  const height = Math.round(canvas.clientHeight * density);
  if (width < 40 || height < 40) return;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d')!;
  context.clearRect(0, 0, width, height);
  const [left, right, top, bottom] = [30 * density, width - 4 * density, 6 * density, height - 18 * density];
  const highestHz = spectrum ? Math.min(MAX_HZ, spectrum.binHz * (spectrum.density.length - 1)) : MAX_HZ;
  const xOf = (hz: number): number => left + ((right - left) * hz) / highestHz;

  context.font = `${10.5 * density}px ${palette.fontFamily}`;
  context.globalAlpha = 0.35;
  context.fillStyle = palette.grid;
  for (let band = 0; band + 1 < BAND_EDGES_HZ.length; band += 2) context.fillRect(xOf(BAND_EDGES_HZ[band]), top, xOf(BAND_EDGES_HZ[band + 1]) - xOf(BAND_EDGES_HZ[band]), bottom - top);
  context.globalAlpha = 1;
  context.fillStyle = palette.muted;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (let hz = 10; hz < highestHz; hz += 10) context.fillText(String(hz), xOf(hz), bottom + 4 * density);
  context.textAlign = 'right';
  context.fillText('Hz', right, bottom + 4 * density);
  if (!spectrum) return;

  const firstBin = Math.ceil(1 / spectrum.binHz);
  const lastBin = Math.floor(highestHz / spectrum.binHz);
  const decades = Array.from({ length: lastBin - firstBin + 1 }, (_, index) => Math.log10(Math.max(1e-6, spectrum.density[firstBin + index])));
  const highest = Math.ceil(Math.max(...decades));
  const lowest = Math.min(highest - 3, Math.floor(Math.min(...decades)));
  const yOf = (decade: number): number => bottom - ((bottom - top) * (decade - lowest)) / (highest - lowest);
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  const step = Math.ceil((highest - lowest) / 4);
  for (let decade = highest; decade >= lowest; decade -= step) {
    const y = yOf(decade);
    context.fillText(decade >= -1 && decade <= 3 ? String(10 ** decade) : `1e${decade}`, left - 4 * density, Math.min(bottom - 4 * density, Math.max(top + 5 * density, y)));
    context.strokeStyle = palette.grid;
    context.lineWidth = density;
    context.beginPath();
    context.moveTo(left, Math.round(y) + 0.5);
    context.lineTo(right, Math.round(y) + 0.5);
    context.stroke();
  }
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.6 * density;
  context.lineJoin = 'round';
  context.beginPath();
  for (const [index, decade] of decades.entries()) context.lineTo(xOf((firstBin + index) * spectrum.binHz), yOf(decade));
  context.stroke();
}
