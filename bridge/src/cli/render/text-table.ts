import { textWidth, truncateToWidth } from './text-width.ts';

export interface TextTableOptions {
  readonly columnCount: number;
  /** Columns whose cells stand right. */
  readonly right?: readonly number[];
}

/** Rows as aligned columns, two spaces between them; the last column takes what is left of the line. */
export function renderTextTable(rows: readonly (readonly string[])[], { columnCount, right = [] }: TextTableOptions): string {
  const count = Math.max(0, ...rows.map(({ length }) => length));
  const widths = Array.from({ length: count }, (_, column) => Math.max(0, ...rows.map((row) => textWidth(row[column] ?? ''))));
  const lines = rows.map((row) => {
    let used = 0;
    const cells = widths.map((width, column) => {
      const cell = row[column] ?? '';
      const last = column === count - 1;
      const room = last ? Math.max(10, columnCount - used) : width;
      used += width + 2;
      const fitted = cell.includes('\u001b') ? cell : truncateToWidth(cell, room);
      if (last && !right.includes(column)) return fitted;
      const padding = ' '.repeat(Math.max(0, width - textWidth(fitted)));
      return right.includes(column) ? padding + fitted : fitted + padding;
    });
    return cells.join('  ').trimEnd();
  });
  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}
