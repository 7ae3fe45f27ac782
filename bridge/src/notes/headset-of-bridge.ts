import { resolve } from 'node:path';
import { isAbort } from '@iza/core/foundation';
import type { NotesConnection } from './notes-connection.ts';

/** Paths that a person names are relative to where they are, not to where the bridge was started. */
const PATHS = ['out', 'folder'] as const;

/**
 * Headset capabilities through the bridge that owns the headsets. A session that is waited for runs in the bridge and is followed from
 * here: Ctrl-C here ends it there, and its report still arrives.
 */
export function useHeadsetOfBridge(bridge: NotesConnection, { currentFolder }: { currentFolder: string }): NotesConnection {
  return {
    ...bridge,
    async call(id, input, context = {}) {
      const sent = withAbsolutePaths(input as Readonly<Record<string, unknown>>, currentFolder);
      const isWaitedFor = (id === 'headset.record' || id === 'headset.stream') && sent['wait'] !== false && sent['session'] === undefined;
      if (!isWaitedFor) return bridge.call(id, sent, context);
      const { session } = (await bridge.call(id, { ...sent, wait: false }, { ...(context.signal && { signal: context.signal }) })) as { session: { id: string } };
      const { show, seconds } = sent;
      const { onDelta, ...quietContext } = context;
      try {
        await bridge.call('headset.stream', { session: session.id, ...(show !== undefined && { show }), ...(seconds !== undefined && { seconds }) }, id === 'headset.stream' ? { ...quietContext, ...(onDelta && { onDelta }) } : quietContext);
      } catch (error) {
        if (!isAbort(error)) throw error;
      }
      return bridge.call('headset.stop', { session: session.id });
    },
  };
}

function withAbsolutePaths(input: Readonly<Record<string, unknown>>, currentFolder: string): Readonly<Record<string, unknown>> {
  const named = PATHS.flatMap((name) => (typeof input[name] === 'string' ? [[name, resolve(currentFolder, input[name])] as const] : []));
  const { device } = input;
  const replayed = typeof device === 'string' && device.startsWith('replay:') ? { device: `replay:${resolve(currentFolder, device.slice('replay:'.length))}` } : {};
  return { ...input, ...Object.fromEntries(named), ...replayed };
}
