export { fitIca, icaSources, removeComponents, type Ica, type IcaOptions } from './ica.ts';
