/** Character classes of Markdown, by UTF-16 code. */
export const isBlank = (code: number): boolean => code === 32 || code === 9;

export const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** True for white space of any script, as `String.trim` takes it, and for `NaN`: the edge of the text. */
export function isSpaceOrEdge(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0x2000) return code === 0xa0 || code === 0x1680;
  if (code < 0x2060) return code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f;
  return code === 0x3000 || code === 0xfeff || Number.isNaN(code);
}

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const isAsciiLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

export const isAsciiPunctuation = (code: number): boolean =>
  (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96) || (code >= 123 && code <= 126);

/** A letter or digit of any script, near enough for telling `snake_case` from emphasis. */
export const isWordCharacter = (code: number): boolean =>
  isAsciiLetter(code) || isDigit(code) || (code >= 0xaa && !isSpaceOrEdge(code) && !(code >= 0x2000 && code <= 0x206f) && !(code >= 0x3000 && code <= 0x303f));

export const isBlockIdCharacter = (code: number): boolean => isAsciiLetter(code) || isDigit(code) || code === 45;

export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the last character that is not white space. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpaceOrEdge(text.charCodeAt(at - 1))) at--;
  return at;
}

export function runLength(text: string, from: number, end: number): number {
  const code = text.charCodeAt(from);
  let at = from;
  while (at < end && text.charCodeAt(at) === code) at++;
  return at - from;
}
