export { capabilityMessageSchema, type CapabilityMessage } from './capability-messages.ts';
export { openChannel, type Channel } from './channel.ts';
export type { Handler, HandlerContext, Handlers } from './incoming-calls.ts';
export { createInMemoryWire } from './in-memory-wire.ts';
export {
  decodeLiveFrame,
  encodeLiveEvent,
  encodeLiveOpen,
  encodeLiveSkipped,
  LIVE_PATH,
  LIVE_SUBPROTOCOL,
  LIVE_TOKEN_PREFIX,
  type LiveFrame,
  type LiveMessage,
} from './live-frames.ts';
export { liveSessionSchema, type LiveSession } from './live-messages.ts';
export type { LiveSamples } from './live-samples.ts';
export type { MessageEndpoint } from './message-endpoint.ts';
export { messagePortEndpoint, type MessageTarget } from './message-port-endpoint.ts';
export type { CallOptions } from './outgoing-calls.ts';
export { isCompatibleProtocol, PROTOCOL_VERSION } from './protocol-version.ts';
export { standaloneBytes, transferring, type Transferring } from './transferring.ts';
