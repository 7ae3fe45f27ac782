import { parentPort } from 'node:worker_threads';
import { serveIzaOfFolders } from '@iza/node/worker';

// reason: this file is only ever the entry of a worker, which has a parent
serveIzaOfFolders(parentPort!);
