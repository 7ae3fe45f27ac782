import { indexLines, lineIndexAt } from './line-index.ts';

/** Deeper values hold nothing that a note's citation points at. */
const maxDepth = 8;

/**
 * The line, from 1, on which each value of a JSON text begins, keyed by its path: `cells/0/source/2`. `text` must be valid JSON.
 * Values nested more than eight deep are left out.
 */
export function jsonLines(text: string): ReadonlyMap<string, number> {
  const lines = indexLines(text);
  const lineByPath = new Map<string, number>();
  /** For each open container its path, and where the next element is: an index, or the key just read. */
  const open: { path: string; index: number; key: string | undefined }[] = [];
  let depthBelow = 0;

  function note(offset: number): void {
    const container = open.at(-1);
    if (depthBelow > 0 || !container) return;
    lineByPath.set(pathBelow(container), lineIndexAt(lines, offset) + 1);
  }

  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    switch (code) {
      case 123: // {
      case 91: // [
        note(at);
        if (open.length === maxDepth || depthBelow > 0) depthBelow++;
        else open.push({ path: open.length === 0 ? '' : pathBelow(open[open.length - 1]), index: code === 91 ? 0 : -1, key: undefined });
        break;
      case 125: // }
      case 93: // ]
        if (depthBelow > 0) depthBelow--;
        else open.pop();
        break;
      case 44: { // ,
        const container = open.at(-1);
        if (depthBelow > 0 || !container) break;
        if (container.index >= 0) container.index++;
        container.key = undefined;
        break;
      }
      case 34: { // "
        const end = stringEnd(text, at);
        const container = open.at(-1);
        const isKey = depthBelow === 0 && container && container.index < 0 && container.key === undefined;
        if (isKey) container.key = text.slice(at + 1, end);
        else note(at);
        at = end;
        break;
      }
      default:
    }
  }
  return lineByPath;
}

interface Container {
  readonly path: string;
  index: number;
  key: string | undefined;
}

function pathBelow({ path, index, key }: Container): string {
  const name = index >= 0 ? index : (key ?? '');
  return path === '' ? String(name) : `${path}/${name}`;
}

/** Offset of the quote that closes the string opened at `start`. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}
