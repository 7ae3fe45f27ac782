import { IzaError } from '@iza/core/foundation';
import { openBridgedPty } from './bridged-pty.ts';
import type { EmulatorWire } from './emulator-wire.ts';
import { openNativePty } from './native-pty.ts';

/** A serial port that other programs can open. @throws IzaError `unsupported` where the machine can make none */
export async function openPty(): Promise<EmulatorWire> {
  const wire = openNativePty() ?? (await openBridgedPty());
  if (wire) return wire;
  throw new IzaError('unsupported', 'Cannot make a serial port for the emulated headset: this platform has no prebuilt pseudo-terminal, and neither socat nor python3 was found. Install one of them, or use --tcp.');
}
