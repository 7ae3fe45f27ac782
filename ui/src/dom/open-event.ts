import type { OpenDetail } from '../view-data.ts';

interface Openable {
  readonly sourceId: string;
  readonly path: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly anchor?: string | undefined;
}

export function openDetailOf(place: Openable, quote?: string): OpenDetail {
  return { sourceId: place.sourceId, path: place.path, startLine: place.startLine, endLine: place.endLine, anchor: place.anchor, quote };
}

/** Fires `iza-open`, which bubbles out of the shadow tree so that a host can listen once at its root. */
export function dispatchOpen(target: EventTarget, detail: OpenDetail): void {
  target.dispatchEvent(new CustomEvent<OpenDetail>('iza-open', { detail, bubbles: true, composed: true }));
}
