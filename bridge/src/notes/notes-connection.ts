import { createHash } from 'node:crypto';
import type { CapabilityContext, ProviderKeys, Settings } from '@iza/core/app';
import type { NoteFolder } from './choose-vaults.ts';

/** Which notes, which index, with which models: what it takes to open them. */
export interface NotesPlace {
  /** None for work on files alone. */
  readonly vaults: readonly NoteFolder[];
  readonly indexFolder: string | undefined;
  /** For headsets and recordings: no vault is looked for and the search engine is left closed. */
  readonly withoutNotes?: boolean;
  /** For work on headsets: where recordings go when nobody says otherwise; found out when one begins. */
  readonly headset?: { readonly recordingsFolder: () => string } | undefined;
  readonly settings: Settings;
  readonly keys: ProviderKeys;
  /** One sentence about what may leave this machine. */
  readonly reach: string;
  /** Files that a capability names are relative to this folder. */
  readonly currentFolder: string;
}

/** Equal for places that give equal answers. Keys are part of it: who set another one means another account. */
export function settingsHashOf({ vaults, settings, keys }: NotesPlace): string {
  return createHash('sha256').update(JSON.stringify([vaults, settings, keys])).digest('hex');
}

/** Notes that capabilities can be run on: an IZA in this process, or the bridge that already serves them. */
export interface NotesConnection {
  call(id: string, input: unknown, context?: CapabilityContext): Promise<unknown>;
  /** Whether somebody keeps the index up to date already. */
  readonly followsChanges: boolean;
  close(): Promise<void>;
}
