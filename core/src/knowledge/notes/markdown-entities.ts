/** The named references that people type or editors insert; others stay as written. */
const codePointByName = new Map<string, number>([
  ['amp', 38],
  ['lt', 60],
  ['gt', 62],
  ['quot', 34],
  ['apos', 39],
  ['nbsp', 32],
  ['copy', 169],
  ['reg', 174],
  ['laquo', 171],
  ['raquo', 187],
  ['middot', 183],
  ['ndash', 8211],
  ['mdash', 8212],
  ['lsquo', 8216],
  ['rsquo', 8217],
  ['ldquo', 8220],
  ['rdquo', 8221],
  ['bull', 8226],
  ['hellip', 8230],
  ['euro', 8364],
  ['trade', 8482],
  ['larr', 8592],
  ['rarr', 8594],
  ['minus', 8722],
  ['times', 215],
  ['deg', 176],
]);

const longestEntity = 12;

/** The character reference at `&`: its code point and the offset after `;`, `undefined` when it is none. */
export function readEntity(text: string, ampersand: number, end: number): { codePoint: number; after: number } | undefined {
  const semicolon = text.slice(ampersand, Math.min(end, ampersand + longestEntity)).indexOf(';');
  if (semicolon < 2) return undefined;
  const name = text.slice(ampersand + 1, ampersand + semicolon);
  const codePoint = name.startsWith('#') ? numericCodePoint(name.slice(1)) : codePointByName.get(name);
  return codePoint === undefined ? undefined : { codePoint, after: ampersand + semicolon + 1 };
}

function numericCodePoint(digits: string): number | undefined {
  const hexadecimal = /^x[\da-f]{1,6}$/i.test(digits);
  if (!hexadecimal && !/^\d{1,7}$/.test(digits)) return undefined;
  const codePoint = hexadecimal ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  const allowed = codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return allowed ? codePoint : undefined;
}
