import { buildButton, buildElement, dispatchOpen, highlightWords, openDetailOf } from '../dom/index.ts';
import { plainTextOf } from '../markdown/index.ts';
import type { CitationView, PassageView, RelatedNoteView, SignalView } from '../view-data.ts';

/** `folder/note.md:12–14 · Heading › Below`; a first heading that repeats the title is left out. */
function describePlace(place: { path: string; title: string; startLine?: number; endLine?: number; headingPath?: readonly string[] }): string {
  const lines = place.startLine === undefined ? '' : place.endLine === undefined || place.endLine === place.startLine ? `:${place.startLine}` : `:${place.startLine}–${place.endLine}`;
  const headings = place.headingPath?.filter((heading, depth) => depth > 0 || heading !== place.title) ?? [];
  const heading = headings.length > 0 ? ` · ${headings.join(' › ')}` : '';
  return `${place.path}${lines}${heading}`;
}

export function buildCitation(ownerDocument: Document, citation: CitationView, target: EventTarget): HTMLLIElement {
  const { verified } = citation;
  const head = buildElement(
    ownerDocument,
    'span',
    { class: 'place-head' },
    buildElement(ownerDocument, 'span', { class: 'place-marker' }, String(citation.marker)),
    buildElement(ownerDocument, 'span', { class: 'place-title' }, citation.title),
    buildElement(ownerDocument, 'span', { class: `mark ${verified ? 'verified' : 'unverified'}` }, verified ? '✓ verified' : '⚠ not verified'),
  );
  const open = buildButton(
    ownerDocument,
    { class: 'place-open', onClick: () => dispatchOpen(target, openDetailOf(citation, citation.quote)) },
    head,
    buildElement(ownerDocument, 'span', { class: 'place-where' }, describePlace(citation)),
    buildElement(ownerDocument, 'span', { class: 'place-text clamped', attributes: { dir: 'auto' } }, `“${citation.quote.trim()}”`),
    verified ? undefined : buildElement(ownerDocument, 'span', { class: 'place-problem' }, citation.problem ?? 'The quote was not found in the note.'),
  );
  return buildElement(ownerDocument, 'li', { class: 'place', attributes: { 'data-verified': String(verified), 'data-marker': String(citation.marker) } }, open);
}

export function buildPassage(ownerDocument: Document, passage: PassageView, { query, target }: { query: string; target: EventTarget }): HTMLLIElement {
  const open = buildButton(
    ownerDocument,
    { class: 'place-open', onClick: () => dispatchOpen(target, openDetailOf(passage, passage.text)) },
    buildElement(ownerDocument, 'span', { class: 'place-head' }, buildElement(ownerDocument, 'span', { class: 'place-title' }, passage.title)),
    buildElement(ownerDocument, 'span', { class: 'place-where' }, describePlace(passage)),
    buildElement(ownerDocument, 'span', { class: 'place-text clamped', attributes: { dir: 'auto' } }, ...highlightWords(ownerDocument, plainTextOf(passage.text), query)),
  );
  return buildElement(ownerDocument, 'li', { class: 'place' }, open, buildWhy(ownerDocument, passage.signals));
}

export function buildRelatedNote(ownerDocument: Document, note: RelatedNoteView, target: EventTarget): HTMLLIElement {
  const open = buildButton(
    ownerDocument,
    { class: 'place-open', onClick: () => dispatchOpen(target, openDetailOf(note)) },
    buildElement(ownerDocument, 'span', { class: 'place-head' }, buildElement(ownerDocument, 'span', { class: 'place-title' }, note.title)),
    buildElement(ownerDocument, 'span', { class: 'place-where' }, note.path),
    buildElement(ownerDocument, 'span', { class: 'reasons' }, note.reasons.join(' · ')),
  );
  return buildElement(ownerDocument, 'li', { class: 'place' }, open);
}

/** "Why this result": each signal with its share of the score and its reason. */
function buildWhy(ownerDocument: Document, signals: readonly SignalView[] | undefined): HTMLElement | undefined {
  if (!signals || signals.length === 0) return undefined;
  const largest = Math.max(...signals.map(({ value }) => value), Number.MIN_VALUE);
  const rows = [...signals]
    .sort((left, right) => right.value - left.value)
    .flatMap(({ name, value, detail }) => [
      buildElement(ownerDocument, 'dt', {}, name.replaceAll('-', ' ')),
      buildElement(
        ownerDocument,
        'dd',
        {},
        buildElement(ownerDocument, 'progress', { attributes: { max: '1', value: String(Math.max(0, value / largest)), 'aria-label': `${name}: ${value.toFixed(3)}`, title: value.toFixed(3) } }),
      ),
      buildElement(ownerDocument, 'dd', {}, detail),
    ]);
  return buildElement(ownerDocument, 'details', { class: 'why' }, buildElement(ownerDocument, 'summary', {}, 'Why this result'), buildElement(ownerDocument, 'dl', {}, ...rows));
}
