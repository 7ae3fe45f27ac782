import { drawGrid, drawLaneLabels, drawMarkers, drawSpans, drawSweepLine, type LaneLabel, type PlotArea, type TimeAxis } from './draw-plot.ts';
import type { ScopePalette } from './palette.ts';
import type { SampleRing } from './sample-ring.ts';
import type { ScopeMarker } from './scope-data.ts';
import { createTraceLayer, type Lane } from './trace-layer.ts';

/** Left of the plot: names. Above: markers. Below: times. CSS pixels. */
const LEFT_PIXELS = 92;
const NARROW_LEFT_PIXELS = 64;
const NARROW_PIXELS = 480;
const TOP_PIXELS = 20;
const BOTTOM_PIXELS = 22;
/** Kept clear before the pen: enough for the end of a line, and in a sweep a gap that can be seen. */
const PEN_PIXELS = 4;
const SWEEP_GAP_RATIO = 0.015;

/** What one frame shows. */
export interface PlotFrame {
  readonly ring: SampleRing;
  readonly samplingRateHz: number;
  /** Sample up to which to draw. */
  readonly end: number;
  /** A change needs `invalidate`. */
  readonly isSweep: boolean;
  readonly markers: readonly ScopeMarker[];
}

/** What the frames have in common until something is changed. */
export interface PlotSettings {
  readonly lanes: readonly Lane[];
  readonly labels: readonly LaneLabel[];
  readonly windowSeconds: number;
  readonly palette: ScopePalette;
}

export interface ScopePlot {
  /** Takes the canvas's present size; false while it has none. */
  resize(): boolean;
  /** The next frame draws everything anew. */
  invalidate(): void;
  draw(frame: PlotFrame, settings: PlotSettings): void;
}

/** Draws the traces into a canvas, at the density of its screen. */
export function createScopePlot(canvas: HTMLCanvasElement): ScopePlot {
  // reason for the assertion: the context is only missing where another kind was taken from this canvas before
  const context = canvas.getContext('2d', { alpha: false })!;
  let layer = createTraceLayer(canvas.ownerDocument);
  let area: PlotArea = { left: 0, top: 0, width: 0, height: 0, density: 1 };
  let isStale = true;

  function redrawStanding({ lanes, labels, windowSeconds, palette }: PlotSettings, { samplingRateHz, isSweep }: PlotFrame): void {
    context.fillStyle = palette.background;
    context.fillRect(0, 0, canvas.width, canvas.height);
    drawLaneLabels(context, area, labels, palette);
    const pixelsPerSample = area.width / (windowSeconds * samplingRateHz);
    const lineWidthPixels = area.density * (lanes.length > 32 ? 0.8 : 1.1);
    const penPixels = Math.ceil(PEN_PIXELS * area.density);
    const gapPixels = isSweep ? Math.max(penPixels, Math.round(SWEEP_GAP_RATIO * area.width)) : penPixels;
    layer.configure({ widthPixels: area.width, heightPixels: area.height, pixelsPerSample, lineWidthPixels, gapPixels, lanes });
  }

  return {
    resize() {
      const density = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
      const width = Math.round(canvas.clientWidth * density);
      const height = Math.round(canvas.clientHeight * density);
      const left = Math.round((canvas.clientWidth < NARROW_PIXELS ? NARROW_LEFT_PIXELS : LEFT_PIXELS) * density);
      const top = Math.round(TOP_PIXELS * density);
      const plotWidth = width - left - Math.round(6 * density);
      const plotHeight = height - top - Math.round(BOTTOM_PIXELS * density);
      if (plotWidth < 16 || plotHeight < 16) return false;
      if (canvas.width !== width || canvas.height !== height || area.density !== density) {
        canvas.width = width;
        canvas.height = height;
        area = { left, top, width: plotWidth, height: plotHeight, density };
        isStale = true;
      }
      // Moved to another document: a canvas of the old one would keep that alive.
      if (layer.canvas.ownerDocument !== canvas.ownerDocument) {
        layer = createTraceLayer(canvas.ownerDocument);
        isStale = true;
      }
      return true;
    },
    invalidate() {
      isStale = true;
    },
    draw(frame, settings) {
      const { ring, samplingRateHz, end, isSweep, markers } = frame;
      if (isStale) redrawStanding(settings, frame);
      isStale = false;
      const { palette } = settings;
      const { left, top, width, height, density } = area;
      layer.advance(ring, Math.floor(end));
      const axis: TimeAxis = { samplingRateHz, pixelsPerSample: layer.options.pixelsPerSample, end, isSweep };
      context.fillStyle = palette.background;
      // A little more than the plot: a line at its edge is half outside.
      context.fillRect(left - 2 * density, 0, canvas.width - left + 2 * density, canvas.height);
      drawGrid(context, area, axis, { laneCount: settings.lanes.length, palette });
      drawSpans(context, area, axis, { spans: ring.spans, palette });
      if (isSweep) {
        context.drawImage(layer.canvas, left, top);
        drawSweepLine(context, area, axis, palette);
      } else {
        const penX = Math.floor(end * axis.pixelsPerSample) % width;
        // The oldest columns are past the gap before the pen.
        const oldX = penX + layer.options.gapPixels;
        if (oldX < width) context.drawImage(layer.canvas, oldX, 0, width - oldX, height, left + oldX - penX, top, width - oldX, height);
        if (penX > 0) context.drawImage(layer.canvas, 0, 0, penX, height, left + width - penX, top, penX, height);
      }
      drawMarkers(context, area, axis, { markers, palette });
      // What ran over the edge of the plot: half a line, a marker's text.
      context.fillStyle = palette.background;
      context.fillRect(left + width, top, 6 * density, height);
    },
  };
}
