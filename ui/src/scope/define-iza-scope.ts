import { IzaScopeElement } from './iza-scope.ts';

/** Registers `<iza-scope>`; does nothing where the name is taken. Apart from the other elements, so that a page can load it when it is wanted. */
export function defineIzaScope(registry: CustomElementRegistry = customElements): void {
  if (!registry.get('iza-scope')) registry.define('iza-scope', IzaScopeElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'iza-scope': IzaScopeElement;
  }
}
