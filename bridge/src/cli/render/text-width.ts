/** Columns that a terminal gives a character: 2 for East Asian wide ones and emoji, 0 for combining marks. */
function widthOfCharacter(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) return 0;
  return /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}|^[\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1;
}

/** Columns of a text, without its ANSI sequences. */
export function textWidth(text: string): number {
  let width = 0;
  // oxlint-disable-next-line no-control-regex -- reason: an ANSI sequence begins with one
  for (const character of text.replace(/\u001b\[[0-9;]*m/g, '')) width += widthOfCharacter(character);
  return width;
}

/** Cuts a plain text to a width and ends it with `…`. */
export function truncateToWidth(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let keptWidth = 0;
  for (const character of text) {
    keptWidth += widthOfCharacter(character);
    if (keptWidth > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Breaks a plain text at spaces into lines of at most `width` columns; a longer word is cut (scripts without spaces). */
export function wrapText(text: string, width: number, indent = ''): string {
  const room = Math.max(10, width - indent.length);
  return text
    .split('\n')
    .flatMap((paragraph) => wrapParagraph(paragraph, room))
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

function wrapParagraph(paragraph: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  let lineWidth = 0;
  for (const word of paragraph.split(' ')) {
    const wordWidth = textWidth(word);
    if (lineWidth > 0 && lineWidth + 1 + wordWidth > room) {
      lines.push(line);
      line = '';
      lineWidth = 0;
    }
    if (wordWidth > room) {
      for (const character of word) {
        if (lineWidth + widthOfCharacter(character) > room) {
          lines.push(line);
          line = '';
          lineWidth = 0;
        }
        line += character;
        lineWidth += widthOfCharacter(character);
      }
      continue;
    }
    line += line === '' ? word : ` ${word}`;
    lineWidth = textWidth(line);
  }
  lines.push(line);
  return lines;
}
