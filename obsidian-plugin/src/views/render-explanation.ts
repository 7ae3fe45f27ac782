import type { PassageView } from '@iza/ui';

/** The output of `notes.explain`: the passage with what each signal added, or why the note was not read. */
export interface Explanation {
  readonly passage?: PassageView | undefined;
  readonly skipped?: string | undefined;
}

export function renderExplanation({ passage, skipped }: Explanation, container: HTMLElement, open: (passage: PassageView) => void): void {
  if (!passage) {
    container.createEl('p', { text: `The note is not in the index. ${skipped ?? ''}` });
    return;
  }
  const link = container.createEl('a', { cls: 'iza-explained', href: '#', text: passage.headingPath.join(' › ') || passage.title });
  link.addEventListener('click', (event) => {
    event.preventDefault();
    open(passage);
  });
  container.createDiv({ cls: 'iza-muted', text: `${passage.path}, lines ${passage.startLine}–${passage.endLine}` });
  const signals = [...(passage.signals ?? [])].sort((a, b) => b.value - a.value);
  const largest = Math.max(...signals.map(({ value }) => value), Number.EPSILON);
  if (signals.length === 0) container.createEl('p', { text: 'Nothing in the note speaks for this query.' });
  const table = container.createEl('table', { cls: 'iza-signals' });
  for (const { name, value, detail } of signals) {
    const row = table.createEl('tr');
    row.createEl('th', { text: name.replaceAll('-', ' '), attr: { scope: 'row' } });
    row.createEl('td').createEl('progress', { attr: { max: 1, value: Math.max(0, value / largest), 'aria-label': `${name} added ${value.toFixed(3)}` } });
    row.createEl('td', { cls: 'iza-number', text: value.toFixed(3) });
    row.createEl('td', { cls: 'iza-text', text: detail });
  }
}
