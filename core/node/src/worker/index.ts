export { izaWorkerOptionsSchema, type IzaWorkerOptions } from './iza-worker-options.ts';
export { startIzaWorker } from './start-iza-worker.ts';
export { workerThreadEndpoint } from './worker-thread-endpoint.ts';
