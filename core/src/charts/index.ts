export { escapeSvgText } from './svg-text.ts';
