/** ANSI styles, or nothing where colour is not wanted. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  accent(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

export function createStyle(useColor: boolean): Style {
  const paint = (open: number, close: number) => (text: string) => (useColor && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text);
  return { bold: paint(1, 22), dim: paint(2, 22), accent: paint(36, 39), good: paint(32, 39), warn: paint(33, 39), bad: paint(31, 39) };
}
