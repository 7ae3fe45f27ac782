export interface EditorPosition {
  line: number;
  ch: number;
}

/** Text with a selection, shown line by line. Lines are 0-based, as in Obsidian. */
export class Editor {
  private readonly container: HTMLElement;
  private lines: string[] = [''];
  private from: EditorPosition = { line: 0, ch: 0 };
  private to: EditorPosition = { line: 0, ch: 0 };

  constructor(container: HTMLElement) {
    this.container = container.createDiv({ cls: 'shim-editor' });
  }

  getValue(): string {
    return this.lines.join('\n');
  }

  setValue(text: string): void {
    this.lines = text.split(/\r\n|\r|\n/);
    this.setCursor({ line: 0, ch: 0 });
  }

  lineCount(): number {
    return this.lines.length;
  }

  lastLine(): number {
    return this.lines.length - 1;
  }

  getLine(line: number): string {
    return this.lines[line] ?? '';
  }

  setCursor(position: EditorPosition | number, ch = 0): void {
    const at = typeof position === 'number' ? { line: position, ch } : position;
    this.setSelection(at, at);
  }

  getCursor(which: 'from' | 'to' | 'head' | 'anchor' = 'head'): EditorPosition {
    return which === 'from' || which === 'anchor' ? this.from : this.to;
  }

  setSelection(from: EditorPosition, to: EditorPosition = from): void {
    this.from = from;
    this.to = to;
    this.draw();
  }

  getSelection(): string {
    if (this.from.line === this.to.line) return this.getLine(this.from.line).slice(this.from.ch, this.to.ch);
    const inner = this.lines.slice(this.from.line + 1, this.to.line);
    return [this.getLine(this.from.line).slice(this.from.ch), ...inner, this.getLine(this.to.line).slice(0, this.to.ch)].join('\n');
  }

  scrollIntoView(range: { from: EditorPosition; to: EditorPosition }, center = false): void {
    this.container.children[range.from.line]?.scrollIntoView({ block: center ? 'center' : 'nearest' });
  }

  focus(): void {
    this.container.focus();
  }

  private draw(): void {
    const isSelection = this.from.line !== this.to.line || this.from.ch !== this.to.ch;
    this.container.replaceChildren(
      ...this.lines.map((line, index) => {
        const selected = isSelection && index >= this.from.line && index <= this.to.line;
        return createDiv({ cls: selected ? 'shim-line is-selected' : 'shim-line', text: line || '\u00a0', attr: { 'data-line': index + 1 } });
      }),
    );
  }
}
