export { buildButton, buildElement, type BuildOptions, type Child } from './build-element.ts';
export { highlightWords } from './highlight-words.ts';
export { dispatchOpen, openDetailOf } from './open-event.ts';
