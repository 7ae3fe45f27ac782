export { findEyeComponents, type EyeComponents, type EyeOptions } from './eye-components.ts';
export { fitIca, icaSources, removeComponents, type Ica, type IcaOptions } from './ica.ts';
