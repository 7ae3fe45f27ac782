import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Machine } from '@iza/node';

/** The world around a command: tests give their own. */
export interface Terminal extends Machine {
  readonly currentFolder: string;
  readonly isOutputTerminal: boolean;
  readonly isErrorTerminal: boolean;
  readonly columnCount: number;
  readonly useColor: boolean;
  write(text: string): void;
  writeError(text: string): void;
  readStandardInput(): string;
}

export function createProcessTerminal(): Terminal {
  const environment = process.env;
  // A reader that closed early (`iza … | head`) is no failure.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  return {
    platform: process.platform,
    homeFolder: homedir(),
    environment,
    // npm runs scripts in the package's folder; a person's relative paths are meant from where they typed.
    currentFolder: environment['npm_lifecycle_event'] === 'start' && environment['INIT_CWD'] ? environment['INIT_CWD'] : process.cwd(),
    isOutputTerminal:  process.stdout.isTTY,
    isErrorTerminal:  process.stderr.isTTY,
    columnCount: process.stdout.columns || 80,
    useColor: wantsColor(environment,  process.stdout.isTTY),
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    readStandardInput: () => readFileSync(0, 'utf8'),
  };
}

/** https://no-color.org and FORCE_COLOR, in that order. */
export function wantsColor(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (environment['NO_COLOR']) return false;
  if (environment['FORCE_COLOR'] && environment['FORCE_COLOR'] !== '0') return true;
  return isTerminal && environment['TERM'] !== 'dumb';
}
