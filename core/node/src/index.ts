export { createFileSystemBlobStore } from './storage/index.ts';
export { createLocalByteFiles, type LocalByteFilesOptions } from './byte-files/index.ts';
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
export { createTransformersEmbedder, DEFAULT_TRANSFORMERS_MODEL, type TransformersEmbedderOptions } from './models/index.ts';
