import type { ScopePalette } from './palette.ts';
import type { ScopeMarker, ScopeQualityState, ScopeSpan } from './scope-data.ts';
import { qualityMarks, qualityWords } from './summary.ts';

/** Device pixels. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Device pixels of one CSS pixel. */
  readonly density: number;
}

/** Where a sample is: the picture's right edge, or the place that the sweep has reached. */
export interface TimeAxis {
  readonly samplingRateHz: number;
  readonly pixelsPerSample: number;
  /** The newest sample shown. */
  readonly end: number;
  readonly isSweep: boolean;
}

export interface LaneLabel {
  readonly name: string;
  readonly unitNote: string | undefined;
  readonly colour: string;
  readonly quality: ScopeQualityState | undefined;
}

/** Pixels from the plot's left edge, or `undefined` where the sample is not in the picture. */
export function positionOf(index: number, { width }: PlotArea, { pixelsPerSample, end, isSweep }: TimeAxis): number | undefined {
  const age = (end - index) * pixelsPerSample;
  if (age < 0 || age > width) return undefined;
  return isSweep ? (index * pixelsPerSample) % width : width - age;
}

/** Names, marks and words of quality, left of the plot. */
export function drawLaneLabels(context: CanvasRenderingContext2D, area: PlotArea, labels: readonly LaneLabel[], palette: ScopePalette): void {
  const { density, top, left, height } = area;
  context.fillStyle = palette.background;
  context.fillRect(0, 0, left, top + height + 24 * density);
  const laneHeight = height / Math.max(1, labels.length);
  const hasRoomForWords = laneHeight >= 27 * density;
  const fontPixels = Math.max(7 * density, Math.min(12.5 * density, laneHeight * 0.95));
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const [position, { name, unitNote, colour, quality }] of labels.entries()) {
    const middle = top + (position + 0.5) * laneHeight;
    const nameY = hasRoomForWords && (quality !== undefined || unitNote) ? middle - 6.5 * density : middle;
    context.font = `600 ${fontPixels}px ${palette.fontFamily}`;
    if (quality !== undefined) {
      context.fillStyle = palette.quality[quality];
      context.fillText(qualityMarks[quality], 6 * density, nameY, 14 * density);
    }
    context.fillStyle = colour;
    context.fillText(name, 22 * density, nameY, left - 26 * density);
    const words = [quality === undefined ? undefined : qualityWords[quality], unitNote].filter(Boolean).join(' ');
    if (!hasRoomForWords || !words) continue;
    context.font = `${10.5 * density}px ${palette.fontFamily}`;
    context.fillStyle = quality === undefined || quality === 'good' ? palette.muted : palette.quality[quality];
    context.fillText(words, 22 * density, middle + 7.5 * density, left - 26 * density);
  }
}

/** Lane lines, whole seconds and their times. */
export function drawGrid(context: CanvasRenderingContext2D, area: PlotArea, axis: TimeAxis, { laneCount, palette }: { laneCount: number; palette: ScopePalette }): void {
  const { density, left, top, width, height } = area;
  const windowSeconds = width / axis.pixelsPerSample / axis.samplingRateHz;
  const labelSeconds = [1, 2, 5, 10].find((seconds) => (width * seconds) / windowSeconds > 64 * density) ?? 30;
  context.strokeStyle = palette.grid;
  context.lineWidth = density;
  context.globalAlpha = 0.55;
  context.beginPath();
  for (let lane = 0; lane < laneCount; lane += 1) {
    const y = Math.round(top + ((lane + 0.5) * height) / laneCount) + 0.5;
    context.moveTo(left, y);
    context.lineTo(left + width, y);
  }
  const endSeconds = axis.end / axis.samplingRateHz;
  const seconds = Array.from({ length: Math.ceil(windowSeconds) + 1 }, (_, age) => Math.floor(endSeconds) - age).filter((second) => second >= 0);
  const places = seconds.map((second) => [second, positionOf(second * axis.samplingRateHz, area, axis)] as const).filter((place): place is readonly [number, number] => place[1] !== undefined);
  for (const [, x] of places) {
    context.moveTo(Math.round(left + x) + 0.5, top);
    context.lineTo(Math.round(left + x) + 0.5, top + height);
  }
  context.stroke();
  context.globalAlpha = 1;
  context.font = `${11 * density}px ${palette.fontFamily}`;
  context.fillStyle = palette.muted;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const [second, x] of places) {
    if (second % labelSeconds !== 0 || x < 14 * density || x > width - 14 * density) continue;
    context.fillText(`${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`, left + x, top + height + 5 * density);
  }
}

/** Shades stretches without data, with a word where there is room for one. */
export function drawSpans(context: CanvasRenderingContext2D, area: PlotArea, axis: TimeAxis, { spans, palette }: { spans: readonly ScopeSpan[]; palette: ScopePalette }): void {
  const { density, left, top, width, height } = area;
  const oldest = axis.end - width / axis.pixelsPerSample;
  for (const { start, end, kind } of spans) {
    const from = Math.max(start, oldest);
    const to = Math.min(end, axis.end);
    if (to <= from) continue;
    const x = positionOf(from, area, axis) ?? 0;
    // Never so narrow that it cannot be seen.
    const spanWidth = Math.max(2 * density, (to - from) * axis.pixelsPerSample);
    context.fillStyle = palette.lost;
    const inside = Math.min(spanWidth, width - x);
    context.fillRect(left + x, top, inside, height);
    if (inside < spanWidth) context.fillRect(left, top, spanWidth - inside, height);
    const word = kind === 'lost' ? 'lost' : 'not shown';
    context.font = `600 ${10.5 * density}px ${palette.fontFamily}`;
    context.fillStyle = palette.text;
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    if (inside > context.measureText(word).width + 6 * density) context.fillText(word, left + x + 3 * density, top + height - 3 * density);
  }
}

/** A line and its text for each marker. */
export function drawMarkers(context: CanvasRenderingContext2D, area: PlotArea, axis: TimeAxis, { markers, palette }: { markers: readonly ScopeMarker[]; palette: ScopePalette }): void {
  const { density, left, top, height, width } = area;
  context.font = `600 ${11 * density}px ${palette.fontFamily}`;
  context.textBaseline = 'bottom';
  context.textAlign = 'left';
  context.strokeStyle = context.fillStyle = palette.accent;
  context.lineWidth = 1.5 * density;
  for (const { sampleIndex, text } of markers) {
    const x = positionOf(sampleIndex, area, axis);
    if (x === undefined) continue;
    context.beginPath();
    context.moveTo(left + x, top - 3 * density);
    context.lineTo(left + x, top + height);
    context.stroke();
    context.fillText(text, left + Math.min(x, width - 30 * density) + 4 * density, top - 2 * density, Math.max(24 * density, Math.min(180 * density, width - x - 4 * density)));
  }
}

/** Where a sweep stands. */
export function drawSweepLine(context: CanvasRenderingContext2D, { left, top, width, height, density }: PlotArea, { end, pixelsPerSample }: TimeAxis, palette: ScopePalette): void {
  const x = left + ((end * pixelsPerSample) % width);
  context.strokeStyle = palette.muted;
  context.lineWidth = density;
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, top + height);
  context.stroke();
}
