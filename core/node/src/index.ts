export { createFileSystemBlobStore } from './storage/index.ts';
export {
  configFileCandidates,
  defaultIndexFolder,
  describeConfig,
  describeReach,
  listConfigKeys,
  loadConfig,
  resolvePath,
  stateFolder,
  type Config,
  type ConfigKey,
  type ConfigLine,
  type LoadConfigOptions,
  type Machine,
} from './config/index.ts';
export { openAppleNotesFolder, openJupyterFolder, openObsidianVault, type FolderSourceOptions } from './sources/index.ts';
export { openVectraStore, type VectraStoreOptions } from './vectors/index.ts';
