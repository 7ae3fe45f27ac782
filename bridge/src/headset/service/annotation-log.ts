import type { Annotation } from '@iza/core/ports';

/** What a report shows at most; the file holds every one. */
const KEPT = 2000;

/** Annotations of a session as they are made: markers, and one `BAD_lost` for each run of lost samples. */
export interface AnnotationLog {
  /** Goes over a block in order. */
  scan(block: { readonly samples: Float64Array; readonly sampleCount: number; readonly firstSampleIndex: number }): void;
  mark(sampleIndex: number, text: string): Annotation;
  /** Ends a run of lost samples that reaches to the end. */
  end(): void;
  /** Sorted by onset; the first ones where there are very many. */
  kept(): readonly Annotation[];
  readonly count: number;
  readonly markerCount: number;
}

/** @param onAnnotation Called once for each, as soon as its end is known. */
export function createAnnotationLog(samplingRateHz: number, onAnnotation: (annotation: Annotation) => void): AnnotationLog {
  const annotations: Annotation[] = [];
  let count = 0;
  let markerCount = 0;
  let lostFrom: number | undefined;
  let nextIndex = 0;

  function add(annotation: Annotation): Annotation {
    count += 1;
    if (annotations.length < KEPT) annotations.push(annotation);
    onAnnotation(annotation);
    return annotation;
  }
  function endLost(): void {
    if (lostFrom === undefined) return;
    add({ onsetSeconds: lostFrom / samplingRateHz, durationSeconds: (nextIndex - lostFrom) / samplingRateHz, text: 'BAD_lost' });
    lostFrom = undefined;
  }

  return {
    scan({ samples, sampleCount, firstSampleIndex }) {
      for (let index = 0; index < sampleCount; index += 1) {
        nextIndex = firstSampleIndex + index;
        // A lost sample is lost in every channel: the first one tells.
        if (!Number.isNaN(samples[index])) endLost();
        else lostFrom ??= nextIndex;
      }
      nextIndex = firstSampleIndex + sampleCount;
    },
    mark(sampleIndex, text) {
      markerCount += 1;
      return add({ onsetSeconds: sampleIndex / samplingRateHz, durationSeconds: 0, text });
    },
    end: endLost,
    kept: () => annotations.toSorted((a, b) => a.onsetSeconds - b.onsetSeconds),
    get count() {
      return count;
    },
    get markerCount() {
      return markerCount;
    },
  };
}
