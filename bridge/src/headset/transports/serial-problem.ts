import { IzaError } from '@iza/core/foundation';

/** What is known about a port that did not open; a person needs it to be told what to do. */
export interface SerialPortFacts {
  readonly platform: NodeJS.Platform;
  /** The group that may use the port, on Linux. */
  readonly group?: { readonly name: string; readonly listsUser: boolean } | undefined;
  /** The program that has it open: `OpenBCI_GUI (process 4211)`. */
  readonly holder?: string | undefined;
}

/** Turns the message of the serial package into an error that says what to do. */
export function serialOpenError(path: string, cause: unknown, facts: SerialPortFacts): IzaError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const action = `Cannot open the serial port ${path}`;
  // Windows says "Access denied" for a port that another program has open.
  if (/lock|busy|temporarily unavailable/i.test(message) || (facts.platform === 'win32' && /access.? ?denied/i.test(message))) {
    return new IzaError('headset-busy', `${action}: ${facts.holder ? `${facts.holder} has it open` : 'another program has it open'}. Close that program (the OpenBCI GUI, BrainFlow, a serial monitor, another IZA) and try again.`, { cause });
  }
  if (/permission denied|access.? ?denied|EACCES|EPERM/i.test(message)) {
    return new IzaError('not-permitted', `${action}: this user may not. ${permissionAdvice(facts)}`, { cause });
  }
  if (/no such (?:file|device)|ENOENT|ENXIO|ENODEV|file not found|cannot find/i.test(message)) {
    return new IzaError('headset-missing', `${action}: there is no such port. Plug the dongle in, and see what is there with iza headset list.`, { cause });
  }
  if (/not a (?:tty|serial)|inappropriate ioctl/i.test(message)) return new IzaError('bad-input', `${action}: this is no serial port. See what is there with iza headset list.`, { cause });
  return new IzaError('headset-missing', `${action}: ${message}. Unplug the dongle, plug it in again and try once more.`, { cause });
}

/** How this user gets to use serial ports. */
export function permissionAdvice({ platform, group }: SerialPortFacts): string {
  if (platform !== 'linux') return 'Allow this program to use serial ports in the settings of the system.';
  const name = group?.name ?? 'dialout';
  if (group?.listsUser) return `You were added to the group "${name}" since you logged in: log out and in again (or run \`newgrp ${name}\` in this terminal).`;
  return `Add yourself to the group "${name}" with \`sudo usermod -a -G ${name} $USER\`, then log out and in again.`;
}
