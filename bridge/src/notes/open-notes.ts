import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import type { Machine } from '@iza/node';
import { openIzaOfFolders, startIzaWorker, type IzaWorkerOptions } from '@iza/node/worker';
import { connectToBridge, isAnswering } from './connect-to-bridge.ts';
import { useHeadsetOfBridge } from './headset-of-bridge.ts';
import { bridgePorts } from './optional-ports.ts';
import { settingsHashOf, type NotesConnection, type NotesPlace } from './notes-connection.ts';
import { findNewestBridge, findRunningBridge } from './running-bridge.ts';

/** What a worker or this thread opens for a place. */
function izaOptionsOf(place: NotesPlace, indexFolder: string | undefined): IzaWorkerOptions {
  return { sources: [...place.vaults], ...(indexFolder !== undefined && { indexFolder }), filesFolder: place.currentFolder, settings: place.settings, keys: place.keys };
}

/** Opens notes for one command: through the bridge that serves them already, else in this process. */
export async function openNotes(place: NotesPlace, { machine, signal }: { machine: Machine; signal: AbortSignal }): Promise<NotesConnection> {
  if (place.headset) return openHeadset({ ...place, headset: place.headset }, machine);
  const running = place.indexFolder === undefined ? undefined : findRunningBridge(place.indexFolder, settingsHashOf(place), machine);
  if (running && (await isAnswering(running))) return connectToBridge(running);
  // Work on files alone keeps nothing; whatever it writes goes with it.
  const scratchFolder = place.indexFolder === undefined && !place.withoutNotes ? await mkdtemp(join(tmpdir(), 'iza-scratch-')) : undefined;
  const iza = await openIzaOfFolders(izaOptionsOf(place, place.indexFolder ?? scratchFolder), { optionalPorts: bridgePorts, signal });
  return {
    followsChanges: false,
    call: (id, input, context) => iza.call(id, input, context),
    async close() {
      await iza.close();
      if (scratchFolder !== undefined) await rm(scratchFolder, { recursive: true, force: true });
    },
  };
}

/** A headset is one program's at a time: the bridge's where one runs, else this command's. */
async function openHeadset(place: NotesPlace & { readonly headset: NonNullable<NotesPlace['headset']> }, machine: Machine): Promise<NotesConnection> {
  const running = findNewestBridge(machine);
  if (running && (await isAnswering(running))) return useHeadsetOfBridge(connectToBridge(running), place);
  const { openHeadsets } = await import('./open-headsets.ts');
  const { iza } = await openHeadsets(place);
  return {
    followsChanges: false,
    async call(id, input, context) {
      if ((input as { wait?: boolean }).wait === false) throw new IzaError('unsupported', 'Cannot leave a session running: no bridge runs that would keep it. Begin one with iza start, or leave --no-wait out.');
      return iza.call(id, input, context);
    },
    close: () => iza.close(),
  };
}

/**
 * Opens notes for as long as the bridge runs, in a thread of their own: indexing must not hold up the server. Recordings are worked on
 * there too; a caller over HTTP reaches those in the folder of recordings and in the vaults, and no other file.
 */
export function openNotesInWorker(place: NotesPlace & { indexFolder: string }, { signal }: { signal: AbortSignal }): ReturnType<typeof startIzaWorker> {
  const allowedFolders = [...(place.headset ? [place.headset.recordingsFolder()] : []), ...place.vaults.map(({ folder }) => folder)];
  return startIzaWorker({ ...izaOptionsOf(place, place.indexFolder), allowedFolders }, { entry: new URL('./bridge-worker.ts', import.meta.url), signal });
}
