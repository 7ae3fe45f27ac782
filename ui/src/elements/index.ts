export { IzaElement } from './iza-element.ts';
export { IzaAskElement, type AskFunction } from './iza-ask.ts';
export { IzaProgressElement } from './iza-progress.ts';
export { IzaRelatedElement } from './iza-related.ts';
export { IzaSearchElement, type SearchFunction } from './iza-search.ts';
