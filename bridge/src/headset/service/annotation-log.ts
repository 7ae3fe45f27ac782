import type { Annotation } from '@iza/core/ports';

/** What a report shows at most; the file holds every one. */
const KEPT = 2000;

/** Annotations of a session as they are made. */
export interface AnnotationLog {
  mark(sampleIndex: number, text: string): Annotation;
  /** A run of lost samples. */
  lose(firstSampleIndex: number, sampleCount: number): Annotation;
  /** Sorted by onset; the first ones where there are very many. */
  kept(): readonly Annotation[];
}

export function createAnnotationLog(samplingRateHz: number): AnnotationLog {
  const annotations: Annotation[] = [];
  function add(annotation: Annotation): Annotation {
    if (annotations.length < KEPT) annotations.push(annotation);
    return annotation;
  }
  return {
    mark: (sampleIndex, text) => add({ onsetSeconds: sampleIndex / samplingRateHz, durationSeconds: 0, text }),
    lose: (firstSampleIndex, sampleCount) => add({ onsetSeconds: firstSampleIndex / samplingRateHz, durationSeconds: sampleCount / samplingRateHz, text: 'BAD_lost' }),
    kept: () => annotations.toSorted((a, b) => a.onsetSeconds - b.onsetSeconds),
  };
}
