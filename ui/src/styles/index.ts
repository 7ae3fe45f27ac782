export { adoptIzaStyles, adoptStyles } from './adopt-styles.ts';
export { izaElementsCss } from './iza-styles.ts';
