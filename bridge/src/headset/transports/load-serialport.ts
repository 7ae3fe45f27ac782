import { IzaError } from '@iza/core/foundation';
import type * as SerialPortPackage from 'serialport';

/** The package brings a compiled part for each platform; where none fits, everything but the serial port still works. */
export async function loadSerialPort(): Promise<typeof SerialPortPackage> {
  try {
    return await import('serialport');
  } catch (cause) {
    throw new IzaError('unsupported', `Cannot use serial ports on this machine: the compiled part of the package "serialport" does not load (${cause instanceof Error ? cause.message : String(cause)}). A WiFi shield and the simulator need none.`, { cause });
  }
}
