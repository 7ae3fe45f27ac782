import { join } from 'node:path';
import { errorCodeOf } from '@iza/core/foundation';
import { stateFolder, type Config, type Machine } from '@iza/node';
import { chooseVaults } from './choose-vaults.ts';

/** Recordings are kept in the first vault, where their notes are found; without a vault in IZA's own folder. @throws IzaError `source-missing` for a vault that is not there */
export function recordingsFolderOf({ flags, config, ...machine }: { flags: readonly string[]; config: Config; currentFolder: string } & Machine): string {
  try {
    return join(chooseVaults({ flags, config, ...machine })[0].folder, 'Recordings');
  } catch (error) {
    if (errorCodeOf(error) !== 'bad-input') throw error;
    return join(stateFolder(machine), 'Recordings');
  }
}
