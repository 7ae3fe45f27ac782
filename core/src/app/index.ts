export { defineCapability, type Capability, type CapabilityContext, type CapabilityProgress, type Effect, type Permission, type Surface } from './capability.ts';
export { capabilities } from './capability-registry.ts';
export { createIza, type Iza } from './create-iza.ts';
export type { HostPorts, ProviderKeys } from './host-ports.ts';
export { parseCapabilityInput } from './parse-capability-input.ts';
export { settingsSchema, type Settings } from './settings.ts';
