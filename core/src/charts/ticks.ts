/** Round numbers (1, 2, 5 times a power of ten) from `low` to `high`, about `count` of them. */
export function roundTicks(low: number, high: number, count: number): number[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => withoutDust((first + index) * step));
}

/** Powers of ten from `low` to `high`, thinned to at most `count`. */
export function decadeTicks(low: number, high: number, count: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / count));
  const ticks: number[] = [];
  for (let exponent = first; exponent <= last; exponent += stride) ticks.push(withoutDust(10 ** exponent));
  return ticks;
}

/** @example tickText(0.25) === '0.25'; tickText(1e-5) === '10⁻⁵'; tickText(12000) === '12 000' */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
    const exponent = Math.floor(Math.log10(size) + 1e-9);
    const factor = withoutDust(value / 10 ** exponent);
    return `${factor === 1 ? '' : `${factor}×`}10${superscript(exponent)}`;
  }
  const text = String(withoutDust(value)).replace('-', '−');
  return size >= 10_000 ? text.replace(/\B(?=(\d{3})+$)/g, ' ') : text;
}

/** A measured value with three digits that count: `11.4`, `0.0213`, `1240`. */
export function measureText(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return tickText(size === 0 || size >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

function superscript(exponent: number): string {
  return [...String(exponent)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])).join('');
}

/** 0.30000000000000004 is 0.3 to every reader. */
function withoutDust(value: number): number {
  return Number(value.toPrecision(12));
}
