export { capabilityMessageSchema, type CapabilityMessage } from './capability-messages.ts';
export { PROTOCOL_VERSION } from './protocol-version.ts';
