import { safeText } from './safe-text.ts';

/**
 * A quote as Markdown for a reader: links by their text, embeds and comments left out, quote marks of callouts removed,
 * and nothing in it that a renderer would load or run.
 */
export function showQuote(quote: string): string {
  const parts = quote.split(/((?:^|\n)[ \t]*(?:`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:\n[ \t]*(?:`{3,}|~{3,})[ \t]*(?=\r?\n|$)|$))/);
  const shown = parts.map((part, index) => (index % 2 === 1 ? part : showProse(part))).join('');
  return safeText(withoutLoneMark(dedent(shown))).trim();
}

function showProse(text: string): string {
  const parts = text.split(/(`+[^`\n]+`+)/);
  const shown = parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/<br\s*\/?>/gi, ' ').replace(/<\/?[a-z][^<>]*>/gi, ''))).join('');
  return shown
    .replace(/%%[\s\S]*?%%|<!--[\s\S]*?-->/g, '')
    .replace(/!\[\[[^\]\n]*\]\]/g, '')
    .replace(/!\[([^[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)/g, '$1')
    .replace(/\[\[([^[\]|\n]+)\|([^[\]\n]+)\]\]/g, '$2')
    .replace(/\[\[#?([^[\]|\n]+)\]\]/g, (_, target: string) => target.replaceAll('#', ' › '))
    .replace(/(!?)\[([^[\]\n]+)\]\((?!https?:)[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)/g, (whole, embed: string, text: string) => (embed ? whole : text))
    .replace(/\[\^[^\]\s]+\]/g, '')
    .replace(/[ \t]\^[\w-]+[ \t]*$/gm, '')
    .replace(/^[ \t]*(?:>[ \t]?)+(?:\[![\w-]+\][+-]?[ \t]*)?/gm, '')
    // A number in brackets would be taken for a citation of this answer.
    .replace(/\[(\d+(?:\s*,\s*\d+)*)\](?!\()/g, '[\u200b$1]')
    .replace(/[ \t]+$/gm, '')
    .replace(/(\S)[ \t]{2,}(?=\S)/g, '$1 ')
    .replace(/\n{3,}/g, '\n\n');
}

/** A list cut out of a deeper one starts at the margin. */
function dedent(text: string): string {
  const lines = text.split('\n');
  const indents = lines.slice(1).flatMap((line) => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)![0].length]));
  const common = Math.min(...indents, 12);
  return lines.map((line, index) => (index === 0 ? line.trimStart() : line.slice(Math.min(common, /^[ \t]*/.exec(line)![0].length)))).join('\n');
}

/** One item alone is no list. */
function withoutLoneMark(text: string): string {
  const mark = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?/;
  return text.includes('\n') ? text : text.replace(mark, '');
}
