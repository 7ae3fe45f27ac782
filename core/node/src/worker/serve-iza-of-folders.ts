import type { MessagePort } from 'node:worker_threads';
import { serveIza } from '@iza/core/app';
import type { Channel } from '@iza/core/protocol';
import { openIzaOfFolders, type OptionalPorts } from './open-iza-of-folders.ts';
import { workerThreadEndpoint } from './worker-thread-endpoint.ts';

/** What a worker's file does: `serveIzaOfFolders(parentPort)`. A host that is bundled has such a file of its own. */
export function serveIzaOfFolders(port: MessagePort, optionalPorts?: OptionalPorts): Channel {
  return serveIza(workerThreadEndpoint(port), (options, { signal }) => openIzaOfFolders(options, { optionalPorts, signal }));
}
