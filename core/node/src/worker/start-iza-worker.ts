import { Worker } from 'node:worker_threads';
import { connectIza, type RemoteIza } from '@iza/core/app';
import type { IzaWorkerOptions } from './iza-worker-options.ts';
import { workerThreadEndpoint } from './worker-thread-endpoint.ts';

/**
 * Starts a thread that runs an IZA over folders of this machine, so that indexing never holds this thread up.
 * `entry` is the worker's file where the host is bundled; without it the source beside this file runs as it is.
 * @throws IzaError `source-missing` | `index-busy` | `bad-config` …, as opening an IZA in this thread would; the thread is then ended
 */
export async function startIzaWorker(options: IzaWorkerOptions, { entry, signal }: { entry?: string | URL; signal?: AbortSignal } = {}): Promise<RemoteIza> {
  const worker = new Worker(entry ?? new URL('./iza-worker.ts', import.meta.url), { name: 'iza' });
  return connectIza(workerThreadEndpoint(worker), { options, signal });
}
