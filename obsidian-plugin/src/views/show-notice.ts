import { Notice } from 'obsidian';

/** A message in the corner that goes away by itself. */
export function showNotice(message: string, { durationMs = 5000 }: { durationMs?: number } = {}): Notice {
  return new Notice(message, durationMs);
}
