/** An angle as a person writes it: `π/2`, `−3π/4`, else to three digits. */
export function formatAngleForReading(value: number): string {
  if (value === 0) return '0';
  for (const denominator of [1, 2, 3, 4, 6, 8, 16, 32]) {
    const numerator = (value * denominator) / Math.PI;
    const whole = Math.round(numerator);
    if (whole === 0 || Math.abs(whole) > 64 || Math.abs(numerator - whole) > 1e-9) continue;
    const size = Math.abs(whole) === 1 ? 'π' : `${Math.abs(whole)}π`;
    return `${whole < 0 ? '−' : ''}${size}${denominator === 1 ? '' : `/${denominator}`}`;
  }
  const text = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
  return text.replace('-', '−');
}
