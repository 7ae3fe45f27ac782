/** Moves focus along `stops` and stays at the ends. False when focus is on none of them. */
export function moveFocus(root: DocumentOrShadowRoot, stops: readonly HTMLElement[], step: 1 | -1): boolean {
  const position = stops.indexOf(root.activeElement as HTMLElement);
  if (position < 0) return false;
  const next = stops[Math.min(stops.length - 1, Math.max(0, position + step))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}
