import type { IzaAskElement, IzaProgressElement, IzaRelatedElement, IzaSearchElement } from '@iza/ui';

interface IzaElements {
  'iza-ask': IzaAskElement;
  'iza-progress': IzaProgressElement;
  'iza-related': IzaRelatedElement;
  'iza-search': IzaSearchElement;
}

/**
 * Adds one of IZA's elements to a container of any window. It is made by the main window, whose registry alone knows it,
 * and then adopted: a pop-out window would make a plain element of that name.
 */
export function addIzaElement<Name extends keyof IzaElements>(container: Node, name: Name): IzaElements[Name] {
  const element = createEl(name);
  container.appendChild(element);
  return element;
}
