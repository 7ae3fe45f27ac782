/** The text of a unit as a reader sees it: links by their text, no addresses, no markup inside words. For reading words, not for showing. */
export function visibleWords(text: string): string {
  if (!/[[\]<>]|https?:/.test(text)) return text;
  return text
    .replace(/!\[\[[^\]\n]*\]\]/g, ' ')
    .replace(/\[\[[^[\]|\n]*\|([^[\]\n]+)\]\]/g, '$1')
    .replace(/\[\[([^[\]\n]+)\]\]/g, '$1')
    .replace(/!?\[([^[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)/g, '$1')
    .replace(/<[^<>\n]+>/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ');
}
