export { createEmulatorPort } from './emulator-port.ts';
