import { parentPort } from 'node:worker_threads';
import { serveIza } from '@iza/core/app';
import { openIzaOfFolders } from './open-iza-of-folders.ts';
import { workerThreadEndpoint } from './worker-thread-endpoint.ts';

/** A worker that dies in the middle of the query "crash now". */
serveIza(workerThreadEndpoint(parentPort!), async (options) => {
  const iza = await openIzaOfFolders(options);
  return {
    ...iza,
    async call(id, input, context) {
      if ((input as { query?: string }).query === 'crash now') process.exit(7);
      return iza.call(id, input, context);
    },
  };
});
