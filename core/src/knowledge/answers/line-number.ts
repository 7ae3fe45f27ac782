/** The 1-based line that holds an offset. `\n`, `\r\n` and a lone `\r` end a line; the end belongs to the line. */
export function lineNumberAt(text: string, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10) line++;
    else if (unit === 13 && text.charCodeAt(at + 1) !== 10) line++;
  }
  return line;
}
