import { Modal, Setting } from 'obsidian';
import { isAbort } from '@iza/core/foundation';
import type { CatalogEntry, CatalogField } from '../commands/capability-catalog.ts';
import type { PluginContext } from '../plugin-context.ts';
import { labelOf } from './label-of.ts';
import { openPlace } from './open-place.ts';
import { renderExplanation, type Explanation } from './render-explanation.ts';
import { renderValue } from './render-value.ts';

/** A form derived from a capability's input, and its output below: every capability has a surface here the day it is declared. */
export class CapabilityModal extends Modal {
  private readonly context: PluginContext;
  private readonly entry: CatalogEntry;
  private readonly input: Record<string, unknown> = {};
  private running: AbortController | undefined;

  constructor(context: PluginContext, entry: CatalogEntry) {
    super(context.app);
    this.context = context;
    this.entry = entry;
  }

  override onOpen(): void {
    this.titleEl.setText(this.entry.title);
    this.contentEl.createEl('p', { cls: 'iza-muted', text: this.entry.description });
    const form = this.contentEl.createEl('form');
    // A vault is one source: there is nothing to choose.
    for (const field of this.entry.fields) if (field.name !== 'source') this.addField(form, field);
    const output = createDiv({ cls: 'iza-output', attr: { 'aria-live': 'polite' } });
    new Setting(form).addButton((button) => button.setButtonText(this.entry.title).setCta());
    this.contentEl.append(output);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.run(output);
    });
    form.querySelector('input')?.focus();
  }

  override onClose(): void {
    this.running?.abort();
    this.contentEl.empty();
  }

  private addField(form: HTMLElement, { name, kind, description, required, choices, defaultValue }: CatalogField): void {
    const setting = new Setting(form).setName(labelOf(name)).setDesc(description);
    const keep = (value: unknown): void => {
      if (value === '' || value === undefined) delete this.input[name];
      else this.input[name] = value;
    };
    switch (kind) {
      case 'toggle':
        setting.addToggle((toggle) => toggle.setValue(defaultValue === true).onChange(keep));
        break;
      case 'choice':
        setting.addDropdown((dropdown) => dropdown.addOptions(Object.fromEntries(choices.map((choice) => [choice, choice]))).setValue(String(defaultValue ?? choices[0])).onChange(keep));
        break;
      case 'number':
        setting.addText((text) => text.setPlaceholder(String(defaultValue ?? '')).onChange((value) => keep(value === '' ? undefined : Number(value))));
        break;
      case 'list':
        setting.addText((text) => text.setPlaceholder('One, two').onChange((value) => keep(value.split(',').map((item) => item.trim()).filter(Boolean))));
        break;
      case 'text': {
        const preset = name === 'path' ? this.app.workspace.getActiveFile()?.path : undefined;
        if (preset) this.input[name] = preset;
        setting.addText((text) => {
          text.setValue(preset ?? '').onChange(keep);
          text.inputEl.required = required;
        });
      }
    }
  }

  private show(value: unknown, output: HTMLElement): void {
    if (this.entry.id !== 'notes.explain') return renderValue(value, output);
    // reason: the engine answered by the capability's own output schema
    renderExplanation(value as Explanation, output, (passage) => {
      this.close();
      void openPlace(this.app, { ...passage, anchor: passage.anchor, quote: undefined });
    });
  }

  private async run(output: HTMLElement): Promise<void> {
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    output.setText('Working…');
    try {
      const value = await this.context.session.run(this.entry.id, this.input, { signal: controller.signal });
      if (this.running !== controller) return;
      output.empty();
      this.show(value, output);
    } catch (error) {
      if (this.running === controller && !isAbort(error)) output.setText(error instanceof Error ? error.message : String(error));
    }
  }
}
