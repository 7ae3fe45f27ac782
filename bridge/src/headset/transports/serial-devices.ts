import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadsetDevice } from '@iza/core/ports';
import { loadSerialPort } from './load-serialport.ts';
import { findSerialPortFacts } from './serial-port-facts.ts';
import { permissionAdvice } from './serial-problem.ts';

/** FTDI's vendor id; OpenBCI's dongles carry an FT231X. */
const FTDI_VENDOR = '0403';
const FT231X_PRODUCT = '6015';

export interface FoundPort {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
}

/** How likely a dongle hangs there. */
export type PortGuess = 'openbci' | 'ftdi' | 'usb' | 'other';

export function guessPort({ path, manufacturer, vendorId, productId }: FoundPort): PortGuess {
  if (/openbci/i.test(manufacturer ?? '')) return 'openbci';
  if (vendorId?.toLowerCase() === FTDI_VENDOR) return productId?.toLowerCase() === FT231X_PRODUCT ? 'openbci' : 'ftdi';
  return vendorId !== undefined || /usb|acm/i.test(path) ? 'usb' : 'other';
}

const GUESS_TITLES: Readonly<Record<Exclude<PortGuess, 'other'>, string>> = {
  openbci: 'OpenBCI dongle (Cyton)',
  ftdi: 'FTDI serial port (may be an older OpenBCI dongle)',
  usb: 'USB serial port',
};

/** Serial ports that a headset may be at, the likely ones first. Ports without a plug (a mainboard's own) are left out. */
export async function listSerialDevices(list: () => Promise<readonly FoundPort[]> = listPorts): Promise<HeadsetDevice[]> {
  const ranks: readonly PortGuess[] = ['openbci', 'ftdi', 'usb'];
  const ports = (await list()).map((port) => ({ port, guess: guessPort(port) })).filter(({ guess }) => guess !== 'other');
  ports.sort((a, b) => ranks.indexOf(a.guess) - ranks.indexOf(b.guess) || a.port.path.localeCompare(b.port.path));
  return Promise.all(
    ports.map(async ({ port, guess }): Promise<HeadsetDevice> => {
      const problem = await problemOf(port.path);
      return {
        id: `serial:${port.path}`,
        title: `${GUESS_TITLES[guess as Exclude<PortGuess, 'other'>]} at ${port.path}`,
        kind: 'serial',
        isLikely: guess === 'openbci',
        boards: ['cyton', 'cyton-daisy'],
        ...(problem !== undefined && { problem }),
      };
    }),
  );
}

async function problemOf(path: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? `This user may not open it. ${permissionAdvice(await findSerialPortFacts(path))}` : undefined;
  }
}

async function listPorts(): Promise<readonly FoundPort[]> {
  try {
    const { SerialPort } = await loadSerialPort();
    return await SerialPort.list();
  } catch {
    // The package asks udev about the ports; a machine without it (a container) still has their names.
    return listPortNames('/dev');
  }
}

/** What Linux and macOS name the ports of USB adapters. */
export async function listPortNames(folder: string): Promise<FoundPort[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^(?:tty(?:USB|ACM)\d+|cu\.usb.+)$/.test(name)).sort().map((name) => ({ path: join(folder, name) }));
}
