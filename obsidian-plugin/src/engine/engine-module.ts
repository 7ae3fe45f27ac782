import { IzaError } from '@iza/core/foundation';
import type { MessageEndpoint, MessageTarget } from '@iza/core/protocol';

export interface EngineModule {
  serveEngine(this: void, endpoint: MessageEndpoint): Disposable;
  serveEngineInWorker(this: void, scope: MessageTarget): void;
}

/**
 * The whole engine as one function without free names. A release of an Obsidian plugin is a single script, so its text is also the worker's
 * script, and where no worker can start it is called in place: the code is there once. `build.ts` puts the bundle here.
 */
export function engineModule(): EngineModule {
  throw new IzaError('unsupported', 'Cannot start the engine: it is not in this build. Build the plugin with `node build.ts`.');
}
