class ValueComponent<Value, Element extends HTMLElement> {
  protected readonly element: Element;
  private listener: ((value: Value) => unknown) | undefined;

  constructor(element: Element) {
    this.element = element;
  }

  setDisabled(disabled: boolean): this {
    this.element.toggleAttribute('disabled', disabled);
    return this;
  }

  onChange(listener: (value: Value) => unknown): this {
    this.listener = listener;
    return this;
  }

  protected changed(value: Value): void {
    this.listener?.(value);
  }
}

export class TextComponent extends ValueComponent<string, HTMLInputElement | HTMLTextAreaElement> {
  readonly inputEl: HTMLInputElement;

  constructor(container: HTMLElement, tag: 'input' | 'textarea' = 'input') {
    const element = container.createEl(tag, tag === 'input' ? { type: 'text' } : {});
    super(element);
    // reason: TextAreaComponent has the same members over a textarea
    this.inputEl = element as HTMLInputElement;
    element.addEventListener('input', () => this.changed(element.value));
  }

  getValue(): string {
    return this.element.value;
  }

  setValue(value: string): this {
    this.element.value = value;
    return this;
  }

  setPlaceholder(text: string): this {
    this.element.placeholder = text;
    return this;
  }
}

export class TextAreaComponent extends TextComponent {
  constructor(container: HTMLElement) {
    super(container, 'textarea');
  }
}

export class ToggleComponent extends ValueComponent<boolean, HTMLInputElement> {
  readonly toggleEl: HTMLElement;

  constructor(container: HTMLElement) {
    const element = container.createEl('input', { type: 'checkbox', cls: 'checkbox' });
    super(element);
    this.toggleEl = element;
    element.addEventListener('change', () => this.changed(element.checked));
  }

  setValue(on: boolean): this {
    this.element.checked = on;
    return this;
  }

  getValue(): boolean {
    return this.element.checked;
  }
}

export class DropdownComponent extends ValueComponent<string, HTMLSelectElement> {
  readonly selectEl: HTMLSelectElement;

  constructor(container: HTMLElement) {
    const element = container.createEl('select', { cls: 'dropdown' });
    super(element);
    this.selectEl = element;
    element.addEventListener('change', () => this.changed(element.value));
  }

  addOption(value: string, display: string): this {
    this.element.createEl('option', { text: display, value });
    return this;
  }

  addOptions(options: Record<string, string>): this {
    for (const [value, display] of Object.entries(options)) this.addOption(value, display);
    return this;
  }

  setValue(value: string): this {
    this.element.value = value;
    return this;
  }

  getValue(): string {
    return this.element.value;
  }
}

export class ButtonComponent {
  readonly buttonEl: HTMLButtonElement;

  constructor(container: HTMLElement) {
    this.buttonEl = container.createEl('button');
  }

  setButtonText(text: string): this {
    this.buttonEl.setText(text);
    return this;
  }

  setTooltip(text: string): this {
    this.buttonEl.setAttr('aria-label', text);
    return this;
  }

  setIcon(icon: string): this {
    this.buttonEl.dataset['icon'] = icon;
    return this;
  }

  setCta(): this {
    this.buttonEl.addClass('mod-cta');
    return this;
  }

  setWarning(): this {
    this.buttonEl.addClass('mod-warning');
    return this;
  }

  setDisabled(disabled: boolean): this {
    this.buttonEl.disabled = disabled;
    return this;
  }

  onClick(listener: (event: MouseEvent) => unknown): this {
    this.buttonEl.addEventListener('click', listener);
    return this;
  }
}

export class Setting {
  readonly settingEl: HTMLElement;
  readonly nameEl: HTMLElement;
  readonly descEl: HTMLElement;
  readonly controlEl: HTMLElement;

  constructor(container: HTMLElement) {
    this.settingEl = container.createDiv({ cls: 'setting-item' });
    const info = this.settingEl.createDiv({ cls: 'setting-item-info' });
    this.nameEl = info.createDiv({ cls: 'setting-item-name' });
    this.descEl = info.createDiv({ cls: 'setting-item-description' });
    this.controlEl = this.settingEl.createDiv({ cls: 'setting-item-control' });
  }

  setName(name: string | DocumentFragment): this {
    this.nameEl.setText(name);
    return this;
  }

  setDesc(description: string | DocumentFragment): this {
    this.descEl.setText(description);
    return this;
  }

  setHeading(): this {
    this.settingEl.addClass('setting-item-heading');
    return this;
  }

  setClass(name: string): this {
    this.settingEl.addClass(name);
    return this;
  }

  addText(build: (component: TextComponent) => unknown): this {
    build(new TextComponent(this.controlEl));
    return this;
  }

  addTextArea(build: (component: TextAreaComponent) => unknown): this {
    build(new TextAreaComponent(this.controlEl));
    return this;
  }

  addToggle(build: (component: ToggleComponent) => unknown): this {
    build(new ToggleComponent(this.controlEl));
    return this;
  }

  addDropdown(build: (component: DropdownComponent) => unknown): this {
    build(new DropdownComponent(this.controlEl));
    return this;
  }

  addButton(build: (component: ButtonComponent) => unknown): this {
    build(new ButtonComponent(this.controlEl));
    return this;
  }
}
