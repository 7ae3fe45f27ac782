/** A file's bytes as text, with what had to be forgiven, or the reason why they are no text. */
export type DecodedText =
  | { readonly type: 'text'; readonly text: string; readonly warnings: readonly string[] }
  | { readonly type: 'not-text'; readonly reason: string };

/** As git decides it: a zero byte near the start means binary. */
const binaryProbeBytes = 8192;

/** Decodes UTF-8, or UTF-16 where a byte order mark says so. Broken sequences become U+FFFD with a warning; the mark itself is dropped. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length === 0) return { type: 'not-text', reason: 'The file is empty.' };
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8' && bytes.subarray(0, binaryProbeBytes).includes(0)) {
    return { type: 'not-text', reason: 'The file is binary, not text. If it is a note, save it as UTF-8.' };
  }
  const text = decodeStrictly(bytes, encoding);
  if (text !== undefined) return { type: 'text', text, warnings: [] };
  const repaired = new TextDecoder(encoding).decode(bytes);
  return { type: 'text', text: repaired, warnings: [`Some bytes are not valid ${encoding.toUpperCase()} and are shown as \uFFFD. Save the note as UTF-8 to repair it.`] };
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

// one for all notes: making a decoder costs more than decoding a short note, and without streaming it keeps nothing
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return (encoding === 'utf-8' ? strictUtf8 : new TextDecoder(encoding, { fatal: true })).decode(bytes);
  } catch {
    return undefined;
  }
}
