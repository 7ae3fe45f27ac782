import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';

// A thread compiles on its own: with the checkout's cache it starts in two thirds of the time.
module.enableCompileCache?.(fileURLToPath(new URL('../../../node_modules/.cache/iza-compile', import.meta.url)));

const [{ serveIzaOfFolders }, { bridgePorts }] = await Promise.all([import('@iza/node/worker'), import('./optional-ports.ts')]);
// reason: this file is only ever the entry of a worker, which has a parent
serveIzaOfFolders(parentPort!, bridgePorts);
