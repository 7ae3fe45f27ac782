/**
 * A note's words as a terminal may show them. Control characters could move the cursor, rename the window or fake output
 * (a hostile note is just text), so all but line ends and tabs become visible.
 */
export function plainText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- reason: these are the ones to be shown
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => (character < ' ' ? String.fromCodePoint(0x2400 + character.codePointAt(0)!) : '\ufffd'));
}

/** A copy of plain data with every text in it made plain. */
export function plainStrings(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(plainStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [plainText(name), plainStrings(item)]));
}
