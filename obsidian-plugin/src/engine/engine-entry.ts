import { messagePortEndpoint, type MessageTarget } from '@iza/core/protocol';
import { serveEngine } from './serve-engine.ts';

/*
 * The entry of the inlined bundle. In a worker it serves at once; imported beside the main thread, where no worker can start,
 * its export is called with one end of a message channel.
 */
export { serveEngine };

if (!('document' in self)) serveEngine(messagePortEndpoint(self as MessageTarget));
