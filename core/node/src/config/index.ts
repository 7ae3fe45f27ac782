export { listConfigKeys, type ConfigKey } from './config-keys.ts';
export { configFileCandidates, defaultIndexFolder, stateFolder, type Machine } from './config-paths.ts';
export { type Config } from './config-schema.ts';
export { describeConfig, describeReach, type ConfigLine } from './describe-config.ts';
export { loadConfig, resolvePath, type LoadConfigOptions } from './load-config.ts';
