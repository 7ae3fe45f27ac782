import { labelOf } from './label-of.ts';

/** Draws a capability's output for a person: objects as named rows, lists as lists, text as text. */
export function renderValue(value: unknown, container: HTMLElement): void {
  if (Array.isArray(value)) {
    if (value.length === 0) container.createDiv({ cls: 'iza-muted', text: 'none' });
    const list = container.createEl('ul');
    for (const item of value) renderValue(item, list.createEl('li'));
  } else if (typeof value === 'object' && value !== null) {
    const rows = container.createEl('dl', { cls: 'iza-rows' });
    for (const [name, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      rows.createEl('dt', { text: labelOf(name) });
      renderValue(inner, rows.createEl('dd'));
    }
  } else if (typeof value === 'number') container.appendText(Number.isInteger(value) ? String(value) : value.toFixed(3));
  else container.createSpan({ cls: 'iza-text', text: String(value) });
}
