const STEPS = '▁▂▃▄▅▆▇█';

/** A row of bars, `width` at most, from the lowest to the highest value; neighbours are averaged, and what is no number is a gap. */
export function sparkline(values: readonly number[], width: number): string {
  const count = Math.min(width, values.length);
  const columns = Array.from({ length: count }, (_, column) => {
    const part = values.slice(Math.floor((column * values.length) / count), Math.floor(((column + 1) * values.length) / count)).filter(Number.isFinite);
    return part.length === 0 ? Number.NaN : part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  const known = columns.filter(Number.isFinite);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  return columns.map((value) => (Number.isNaN(value) ? ' ' : STEPS[span === 0 ? 0 : Math.min(STEPS.length - 1, Math.floor(((value - low) / span) * STEPS.length))])).join('');
}

/** `part` (0 to 1) of a bar `width` characters long, to an eighth of a character. */
export function bar(part: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, Number.isFinite(part) ? part : 0)) * width * 8);
  return ('█'.repeat(eighths >> 3) + (eighths % 8 === 0 ? '' : '▏▎▍▌▋▊▉'[(eighths % 8) - 1])).padEnd(width);
}
