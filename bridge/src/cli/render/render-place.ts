
/** `folder/note.md:12-14 › Heading` on one line; terminals make `path:line` clickable. */
export function renderPlace(place: { path: string; startLine: number; endLine: number; headingPath: readonly string[] }): string {
  const lines = place.endLine === place.startLine ? `${place.startLine}` : `${place.startLine}-${place.endLine}`;
  return [`${place.path}:${lines}`, ...place.headingPath].join(' › ').replaceAll('\n', ' ');
}
