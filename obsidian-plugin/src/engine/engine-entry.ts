import { messagePortEndpoint, type MessageTarget } from '@iza/core/protocol';
import { serveEngine } from './serve-engine.ts';

/*
 * The entry of the engine's own bundle, which `build.ts` wraps in one function: see `engine-module.ts`.
 */
export { serveEngine };

/** `scope` is the worker's own global scope. */
export function serveEngineInWorker(scope: MessageTarget): void {
  serveEngine(messagePortEndpoint(scope));
}
