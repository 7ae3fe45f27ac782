import { z } from 'zod';

/** A quote that a model gave for one of its markers. */
export interface GivenQuote {
  readonly marker: number;
  readonly quote: string;
}

const ENTRY = /^[ \t]*(?:[-*+][ \t]+)?(?:\*\*)?(?:\[(\d{1,4})\]|(?:passage[ \t]+)?(\d{1,4})[ \t]*[:.)])(?:\*\*)?[ \t]*[:–—-]?[ \t]*(.*)$/i;
const jsonEntrySchema = z.looseObject({ number: z.coerce.number().int().optional(), n: z.coerce.number().int().optional(), passage: z.coerce.number().int().optional(), marker: z.coerce.number().int().optional(), quote: z.string() });

/** Reads the lines `[2] "words"`, forgiving what models do to them: bullets, other quote marks, JSON, quotes over several lines. Never throws. */
export function parseQuoteLines(text: string): GivenQuote[] {
  const quotes: { marker: number; quote: string }[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '' || /^[ \t]*(?:`{3,}|~{3,})/.test(line)) continue;
    const json = parseJsonEntry(line);
    if (json) {
      quotes.push(json);
      continue;
    }
    const entry = ENTRY.exec(line);
    if (entry) quotes.push({ marker: Number(entry[1] ?? entry[2]), quote: entry[3] });
    else if (quotes.length > 0) quotes.at(-1)!.quote += `\n${line}`;
  }
  return quotes.map(({ marker, quote }) => ({ marker, quote: unquoted(quote) })).filter(({ quote }) => quote !== '');
}

function parseJsonEntry(line: string): GivenQuote | undefined {
  const braces = /\{.*\}/.exec(line)?.[0];
  if (!braces) return undefined;
  try {
    const parsed = jsonEntrySchema.safeParse(JSON.parse(braces));
    const marker = parsed.data?.number ?? parsed.data?.n ?? parsed.data?.marker ?? parsed.data?.passage;
    return parsed.success && marker !== undefined ? { marker, quote: parsed.data.quote } : undefined;
  } catch {
    return undefined;
  }
}

const OPENING = '"“„«‹\'‘`';
const CLOSING = '"”“»›\'’`';

/** Without the quote marks around it; those inside stay. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  const inner = OPENING.includes(trimmed[0] ?? ' ') && CLOSING.includes(trimmed.at(-1) ?? ' ') && trimmed.length > 1;
  return inner ? trimmed.slice(1, -1).trim() : trimmed;
}
