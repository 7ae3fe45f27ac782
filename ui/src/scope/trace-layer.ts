import type { SampleRing } from './sample-ring.ts';
import { traceSamples } from './trace-path.ts';

export interface Lane {
  readonly channel: number;
  readonly colour: string;
  /** Value at the lane's middle. */
  readonly baseline: number;
  /** Value that one lane is high. */
  readonly laneHeightInUnits: number;
}

export interface TraceLayerOptions {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly pixelsPerSample: number;
  readonly lineWidthPixels: number;
  /** Columns kept clear before the pen: in a sweep, the gap between new and old. */
  readonly gapPixels: number;
  readonly lanes: readonly Lane[];
}

/** Long lines are drawn in pieces of so many columns: they look as what is drawn frame by frame, and take less time than one long path. */
const PIECE_PIXELS = 48;
/** A trace may leave its lane by this many lane heights: large waves stay readable, a broken electrode does not cover everything. */
const MAX_DEVIATION_LANES = 1.1;

/**
 * Traces on a canvas that is used as a ring: sample n is at `n · pixelsPerSample` modulo the width. Each frame draws only what is new,
 * however many channels there are; scrolling is a matter of how the picture is copied.
 */
export interface TraceLayer {
  readonly canvas: HTMLCanvasElement;
  readonly options: TraceLayerOptions;
  /** One past the last sample drawn; `undefined` when nothing is. */
  readonly drawnTo: number | undefined;
  /** Forgets the picture and takes another shape. */
  configure(options: TraceLayerOptions): void;
  /** Draws on to sample `to`, or everything anew where that is further than one width. */
  advance(ring: SampleRing, to: number): void;
}

export function createTraceLayer(ownerDocument: Document): TraceLayer {
  const canvas = ownerDocument.createElement('canvas');
  const context = canvas.getContext('2d')!;
  let options: TraceLayerOptions = { widthPixels: 1, heightPixels: 1, pixelsPerSample: 1, lineWidthPixels: 1, gapPixels: 4, lanes: [] };
  let drawnTo: number | undefined;

  function clear(fromX: number, toX: number): void {
    const { widthPixels, heightPixels } = options;
    const start = Math.floor(fromX);
    const width = Math.min(widthPixels, Math.ceil(toX) - start);
    const wrapped = ((start % widthPixels) + widthPixels) % widthPixels;
    context.clearRect(wrapped, 0, Math.min(width, widthPixels - wrapped), heightPixels);
    if (wrapped + width > widthPixels) context.clearRect(0, 0, wrapped + width - widthPixels, heightPixels);
  }

  /** Samples [from, to) on the lap of the ring whose sample 0 would be at `originX`. */
  function drawLap(ring: SampleRing, from: number, to: number, originX: number): void {
    const { lanes, heightPixels, pixelsPerSample, lineWidthPixels } = options;
    const laneHeight = heightPixels / Math.max(1, lanes.length);
    context.lineWidth = lineWidthPixels;
    context.lineJoin = 'round';
    for (const [position, { channel, colour, baseline, laneHeightInUnits }] of lanes.entries()) {
      context.strokeStyle = colour;
      context.beginPath();
      traceSamples(context, ring, channel, { from, to }, {
        pixelsPerSample,
        originX,
        baseline,
        middleY: (position + 0.5) * laneHeight,
        pixelsPerUnit: laneHeight / laneHeightInUnits,
        maxDeviationPixels: MAX_DEVIATION_LANES * laneHeight,
      });
      context.stroke();
    }
  }

  return {
    canvas,
    get options() {
      return options;
    },
    get drawnTo() {
      return drawnTo;
    },
    configure(next) {
      options = next;
      if (canvas.width !== next.widthPixels || canvas.height !== next.heightPixels) {
        canvas.width = next.widthPixels;
        canvas.height = next.heightPixels;
      }
      drawnTo = undefined;
    },
    advance(ring, to) {
      const { widthPixels, heightPixels, pixelsPerSample, gapPixels } = options;
      const oldest = Math.ceil(to - (widthPixels - gapPixels) / pixelsPerSample);
      let from = drawnTo ?? oldest;
      if (drawnTo === to) return;
      if (drawnTo === undefined || drawnTo < oldest || drawnTo > to) {
        context.clearRect(0, 0, widthPixels, heightPixels);
        from = Math.max(0, oldest);
      }
      // Up to the gap's old end all is clear already; at the pen itself lies the end of the line.
      clear(from * pixelsPerSample + gapPixels - 1, to * pixelsPerSample + gapPixels);
      // From the sample before, so that the line goes on; once a lap that is touched.
      const lineFrom = Math.max(0, from - 1);
      const firstLap = Math.floor((lineFrom * pixelsPerSample) / widthPixels);
      const lastLap = Math.floor((to * pixelsPerSample) / widthPixels);
      for (let lap = firstLap; lap <= lastLap; lap += 1) {
        const lapStart = Math.max(lineFrom, Math.floor((lap * widthPixels) / pixelsPerSample) - 1);
        const lapEnd = Math.min(to, Math.ceil(((lap + 1) * widthPixels) / pixelsPerSample) + 1);
        const pieceLength = Math.max(1, Math.ceil(PIECE_PIXELS / pixelsPerSample));
        for (let start = Math.max(0, lapStart); start < lapEnd; start += pieceLength) {
          drawLap(ring, Math.max(0, start - (start > lapStart ? 1 : 0)), Math.min(lapEnd, start + pieceLength), -lap * widthPixels);
        }
      }
      drawnTo = to;
    },
  };
}
