/**
 * A number in at most `widthChars` characters, plain decimal digits, read back as exactly the same value;
 * `undefined` where that cannot be done.
 */
export function formatExactly(value: number, widthChars = 8): string | undefined {
  const text = plainDecimal(value);
  return text !== undefined && text.length <= widthChars && Number(text) === value ? text : undefined;
}

/**
 * The nearest number on or beyond `value` in the given direction that fits into `widthChars` characters:
 * a range rounded outwards still holds its data.
 * @throws RangeError when the whole part alone does not fit
 */
export function formatOutward(value: number, direction: 'down' | 'up', widthChars = 8): string {
  const exact = formatExactly(value, widthChars);
  if (exact !== undefined) return exact;
  for (let decimalCount = widthChars - 2; decimalCount >= 0; decimalCount -= 1) {
    const unit = 10 ** decimalCount;
    const rounded = direction === 'down' ? Math.floor(value * unit) / unit : Math.ceil(value * unit) / unit;
    const text = plainDecimal(Number(rounded.toFixed(decimalCount)));
    if (text !== undefined && text.length <= widthChars && (direction === 'down' ? Number(text) <= value : Number(text) >= value)) return text;
  }
  throw new RangeError(`Cannot write ${value} in ${widthChars} characters of a header: give the channel in a larger unit`);
}

/** Seconds with as many decimals as a double holds, at most nine: `+0.394531`. */
export function formatOnset(seconds: number): string {
  return `${seconds < 0 ? '-' : '+'}${formatSeconds(Math.abs(seconds))}`;
}

export function formatSeconds(seconds: number): string {
  const wholeDigits = Math.max(1, Math.ceil(Math.log10(seconds + 1)));
  const text = seconds.toFixed(Math.max(0, Math.min(9, 15 - wholeDigits)));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Without an exponent, which few readers expect. */
function plainDecimal(value: number): string | undefined {
  const text = String(value);
  if (!text.includes('e')) return Object.is(value, -0) ? '0' : text;
  return Math.abs(value) < 1 ? value.toFixed(20).replace(/\.?0+$/, '') : undefined;
}
