import { createIza, type Iza } from '@iza/core/app';
import { createLocalByteFiles } from '@iza/node';
import { systemClock } from '@iza/node/worker';
import type { HeadsetPort } from '@iza/core/ports';
import { createEmulatorPort } from '../emulator/index.ts';
import { createHeadsetService } from '../headset/index.ts';
import type { NotesPlace } from './notes-connection.ts';

/** The headsets of this machine, and an IZA over them alone. */
export interface OpenHeadsets {
  readonly headset: HeadsetPort;
  readonly iza: Iza;
}

/** @param onStart Told of each session as it begins. Closing the IZA ends every session and closes its recording. */
export async function openHeadsets(place: NotesPlace & { readonly headset: NonNullable<NotesPlace['headset']> }, { onStart }: { onStart?: (session: { readonly id: string }) => void } = {}): Promise<OpenHeadsets> {
  const byteFiles = createLocalByteFiles({ currentFolder: place.currentFolder });
  const service = createHeadsetService({ clock: systemClock, files: byteFiles, recordingsFolder: () => place.headset.recordingsFolder() });
  const headset: HeadsetPort = {
    ...service,
    async start(options, context) {
      const session = await service.start(options, context);
      onStart?.(session);
      return session;
    },
  };
  return { headset, iza: await createIza({ settings: place.settings, keys: place.keys, sources: [], clock: systemClock, byteFiles, headset, emulator: createEmulatorPort(), fetch }) };
}
