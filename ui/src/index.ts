export { defineIzaElements } from './define-iza-elements.ts';
export { IzaAskElement, IzaProgressElement, IzaRelatedElement, IzaSearchElement, type AskFunction, type SearchFunction } from './elements/index.ts';
export { renderMarkdownInto, type RenderMarkdownOptions } from './markdown/index.ts';
export { adoptIzaStyles, izaElementsCss } from './styles/index.ts';
export type {
  AnswerView,
  AskInput,
  AskScope,
  CitationView,
  OpenDetail,
  PassageView,
  ProgressView,
  RelatedNoteView,
  SearchInput,
  SignalView,
} from './view-data.ts';
