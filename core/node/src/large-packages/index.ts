export { largePackages } from './large-packages.ts';
