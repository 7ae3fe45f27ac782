import { parentPort } from 'node:worker_threads';
import { largePackages } from './large-packages.ts';
import { serveIzaOfFolders } from './serve-iza-of-folders.ts';

// reason: this file is only ever the entry of a worker, which has a parent
serveIzaOfFolders(parentPort!, largePackages);
