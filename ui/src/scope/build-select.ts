import { buildElement } from '../dom/index.ts';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** A labelled select. */
export interface LabelledSelect {
  readonly element: HTMLLabelElement;
  readonly select: HTMLSelectElement;
  /** Draws the options anew where they changed, and chooses one. */
  update(options: readonly SelectOption[], value: string): void;
}

export function buildSelect(ownerDocument: Document, label: string, onChange: (value: string) => void): LabelledSelect {
  const select = buildElement(ownerDocument, 'select');
  select.addEventListener('change', () => onChange(select.value));
  let drawn = '';
  return {
    element: buildElement(ownerDocument, 'label', {}, label, select),
    select,
    update(options, value) {
      // Drawing them anew would close an open list under the person's hand.
      const wanted = JSON.stringify(options);
      if (wanted !== drawn) select.replaceChildren(...options.map((option) => buildElement(ownerDocument, 'option', { attributes: { value: option.value } }, option.label)));
      drawn = wanted;
      if (select.value !== value) select.value = value;
    },
  };
}
