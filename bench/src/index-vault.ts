import type { NoteChange, NoteSource } from '@iza/core/ports';
import { openObsidianVault } from '@iza/node';

/** Where the vaults of the development data lie; `undefined` when they are not there. */
export const vaultsFolder = process.env['IZA_VAULTS'] ?? new URL('../../../shared/data/vaults', import.meta.url).pathname;

export const clock = {
  nowMs: () => performance.now(),
  sleep: (durationMs: number) => new Promise<void>((resolve) => setTimeout(resolve, durationMs)),
};

/** A vault on disk with edits laid over it in memory, told to a watcher one by one. */
export interface EditedVault extends NoteSource {
  save(path: string, text: string): void;
}

export function openEditedVault(folder: string): EditedVault {
  const vault = openObsidianVault({ id: 'vault', folder });
  const edits = new Map<string, Uint8Array>();
  const waiting: NoteChange[] = [];
  let wake = (): void => undefined;
  return {
    id: vault.id,
    kind: vault.kind,
    list: (options) => vault.list(options),
    read: async (path, options) => edits.get(path) ?? vault.read(path, options),
    async *watch({ signal }) {
      signal.addEventListener('abort', () => wake());
      while (!signal.aborted) {
        if (waiting.length > 0) yield waiting.splice(0);
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    save(path, text) {
      edits.set(path, new TextEncoder().encode(text));
      waiting.push({ type: 'note-saved', path });
      wake();
    },
  };
}
