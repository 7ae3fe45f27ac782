export { createCytonEmulator, type CytonEmulator, type CytonEmulatorOptions } from './cyton-emulator.ts';
export type { CytonFaults, CytonFaultStep } from './cyton-faults.ts';
export type { CytonLedger, LostPackets } from './cyton-ledger.ts';
export { silentSignal, type CytonSignal } from './cyton-signal.ts';
