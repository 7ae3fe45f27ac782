/** An element of the page with text that is always text. */
export function pageElement<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className = '', ...children: readonly (Node | string)[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A button that never submits a form. */
export function pageButton(text: string, className: string, onClick: () => void): HTMLButtonElement {
  const button = pageElement('button', className, text);
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}
