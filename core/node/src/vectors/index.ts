export { openVectraStore, type VectraStoreOptions } from './vectra-store.ts';
