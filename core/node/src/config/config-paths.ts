import { createHash } from 'node:crypto';
import { join, posix, win32 } from 'node:path';

/** The parts of this machine that decide where files go. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Places where a config file is looked for, first wins. */
export function configFileCandidates({ platform, homeFolder, environment }: Machine): string[] {
  const path = platform === 'win32' ? win32 : posix;
  const folder =
    platform === 'win32'
      ? path.join(environment['APPDATA'] || path.join(homeFolder, 'AppData', 'Roaming'), 'iza')
      : path.join(environment['XDG_CONFIG_HOME'] || path.join(homeFolder, '.config'), 'iza');
  return ['config.yaml', 'config.yml', 'config.json'].map((name) => path.join(folder, name));
}

/** Where IZA keeps what it makes (indexes, the server's token): never in the notes. */
export function stateFolder({ platform, homeFolder, environment }: Machine): string {
  if (platform === 'win32') return win32.join(environment['LOCALAPPDATA'] || win32.join(homeFolder, 'AppData', 'Local'), 'iza');
  if (environment['XDG_STATE_HOME']) return posix.join(environment['XDG_STATE_HOME'], 'iza');
  if (platform === 'darwin') return posix.join(homeFolder, 'Library', 'Application Support', 'iza');
  return posix.join(homeFolder, '.local', 'state', 'iza');
}

/** One index folder a set of vaults, whatever their order. */
export function defaultIndexFolder(vaults: readonly string[], machine: Machine): string {
  const hash = createHash('sha256').update([...vaults].sort().join('\0')).digest('hex').slice(0, 16);
  return join(stateFolder(machine), 'index', hash);
}
