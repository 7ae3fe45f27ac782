import { IzaAskElement, IzaProgressElement, IzaRelatedElement, IzaSearchElement } from './elements/index.ts';

const elements: readonly (readonly [string, CustomElementConstructor])[] = [
  ['iza-ask', IzaAskElement],
  ['iza-search', IzaSearchElement],
  ['iza-related', IzaRelatedElement],
  ['iza-progress', IzaProgressElement],
];

/**
 * Registers the elements. A name can be taken once a window: a plugin that is loaded again keeps the classes of its first load,
 * so this does nothing for names that exist.
 */
export function defineIzaElements(registry: CustomElementRegistry = customElements): void {
  for (const [name, element] of elements) if (!registry.get(name)) registry.define(name, element);
}

declare global {
  interface HTMLElementTagNameMap {
    'iza-ask': IzaAskElement;
    'iza-search': IzaSearchElement;
    'iza-related': IzaRelatedElement;
    'iza-progress': IzaProgressElement;
  }
}
