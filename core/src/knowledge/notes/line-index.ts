/** Where the lines of a text begin and end. `\n`, `\r\n` and a lone `\r` end a line; `ends` leaves the terminator out. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const lineFeed = 10;
const carriageReturn = 13;

export function indexLines(text: string): LineIndex {
  return text.includes('\r') ? indexMixedLines(text) : indexUnixLines(text);
}

function indexUnixLines(text: string): LineIndex {
  const starts = [0];
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    ends.push(at);
    starts.push(at + 1);
  }
  ends.push(text.length);
  return { starts, ends };
}

function indexMixedLines(text: string): LineIndex {
  const starts = [0];
  const ends: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== lineFeed && code !== carriageReturn) continue;
    ends.push(at);
    if (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed) at++;
    starts.push(at + 1);
  }
  ends.push(text.length);
  return { starts, ends };
}

/** Position, from 0, of the line that holds an offset. A line's terminator belongs to it. */
export function lineIndexAt(lines: LineIndex, offset: number): number {
  let low = 0;
  let high = lines.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
