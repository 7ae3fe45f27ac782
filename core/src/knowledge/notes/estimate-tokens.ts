/** Share of a token that one UTF-16 unit costs, in hundredths: averages of multilingual subword vocabularies. */
const asciiCost = 25;
const alphabeticCost = 42;
const ideographicCost = 85;
/** Half of an astral character: emoji and rare ideographs are about two tokens. */
const surrogateCost = 100;

const firstIdeographic = 0x2e80;
const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;

/** About how many subword tokens a stretch of text in any script is. Exact for no tokenizer, within a third of most. */
export function estimateTokens(text: string, start = 0, end = text.length): number {
  let hundredths = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) hundredths += asciiCost;
    else if (code < firstIdeographic) hundredths += alphabeticCost;
    else if (code >= firstSurrogate && code <= lastSurrogate) hundredths += surrogateCost;
    else hundredths += ideographicCost;
  }
  return Math.ceil(hundredths / 100);
}
