const ZERO = 0x30;
const MINUS = 0x2d;
const PLUS = 0x2b;
const SPACE = 0x20;
/** Every power up to 10²² is a double exactly, so that one division rounds only once. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** A whole number of so many digits is a double exactly. */
const EXACT_DIGITS = 15;

/**
 * The double nearest to the decimal text in `bytes[start, end)`, spaces around it allowed. NaN for anything that is no finite decimal number.
 * Short numbers take no detour over a string: mantissa and power of ten are exact, and their quotient is rounded once.
 * @param pointByte `.` or `,`
 * @see Clinger (1990), How to read floating point numbers accurately
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number, pointByte: number): number {
  let at = start;
  let last = end;
  while (at < last && bytes[at] <= SPACE) at += 1;
  while (last > at && bytes[last - 1] <= SPACE) last -= 1;
  const first = at;
  const isNegative = bytes[at] === MINUS;
  if (at < last && (isNegative || bytes[at] === PLUS)) at += 1;
  let mantissa = 0;
  let digitCount = 0;
  let decimalCount = -1;
  const digitsStart = at;
  for (; at < last; at += 1) {
    const byte = bytes[at];
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      if (mantissa > 0) digitCount += 1;
      if (decimalCount >= 0) decimalCount += 1;
    } else if (byte === pointByte && decimalCount === -1) {
      decimalCount = 0;
    } else {
      return parseSlowly(bytes, first, last, pointByte);
    }
  }
  const characters = at - digitsStart - (decimalCount >= 0 ? 1 : 0);
  if (characters === 0) return Number.NaN;
  if (digitCount > EXACT_DIGITS || decimalCount > 22) return parseSlowly(bytes, first, last, pointByte);
  const value = decimalCount > 0 ? mantissa / POWERS_OF_TEN[decimalCount] : mantissa;
  return isNegative ? -value : value;
}

function parseSlowly(bytes: Uint8Array, start: number, end: number, pointByte: number): number {
  if (end - start > 400) return Number.NaN;
  let text = '';
  for (let at = start; at < end; at += 1) text += bytes[at] === pointByte ? '.' : String.fromCharCode(bytes[at]);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
