export { izaWorkerOptionsSchema, type IzaWorkerOptions } from './iza-worker-options.ts';
export { createLocalFileReader } from './local-file-reader.ts';
export { openIzaOfFolders, type OptionalPorts } from './open-iza-of-folders.ts';
export { serveIzaOfFolders } from './serve-iza-of-folders.ts';
export { startIzaWorker } from './start-iza-worker.ts';
export { systemClock } from './system-clock.ts';
export { workerThreadEndpoint } from './worker-thread-endpoint.ts';
