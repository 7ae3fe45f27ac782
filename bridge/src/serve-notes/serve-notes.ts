import { capabilities, type CapabilityProgress, type RemoteIza } from '@iza/core/app';
import { IzaError, isAbort } from '@iza/core/foundation';
import type { SyncReport } from '@iza/core/knowledge';
import type { Machine } from '@iza/node';
import { createLiveServer } from '../live/index.ts';
import { createHttpApp, createToken, listen, LOOPBACK, loopbackHosts } from '../http/index.ts';
import { indexingCost, openHeadsets, openNotesInWorker, refuseUnaskedCost, registerBridge, settingsHashOf, unregisterBridge, type NotesPlace } from '../notes/index.ts';
import { createPageFiles } from '../page-files/index.ts';

/** How long running calls may go on once the bridge is told to stop. */
const GRACE_MS = 2000;
/** A vault may be on a drive that was unplugged. */
const RETRY_MS = 15_000;

export interface ServeNotesOptions {
  readonly port: number;
  readonly machine: Machine;
  readonly version: string;
  /** Stops the bridge. */
  readonly signal: AbortSignal;
  readonly onListening: (listening: { url: string; moved: string | undefined; tokenFile: string }) => void;
  readonly onProgress: (progress: CapabilityProgress) => void;
  readonly onSynced: (report: SyncReport) => void;
  readonly onFailure: (error: unknown) => void;
  /** How long after a failed pass the notes are looked for again. */
  readonly retryMs?: number;
  /** Opens the notes; tests give their own. */
  readonly open?: typeof openNotesInWorker;
}

/** Capabilities that run in this thread, which owns the headsets; all others run where the notes are. */
const ofHeadset: ReadonlySet<string> = new Set(capabilities.filter(({ permission }) => permission === 'headset:use').map(({ id }) => id));

/**
 * The bridge: notes in a thread of their own, kept up to date, the headsets in this one, and the HTTP surface over both on loopback.
 * Resolves when the signal fired and everything is closed. @throws IzaError of opening the notes, or `connection-lost` when their thread dies
 */
export async function serveNotes(place: NotesPlace & { readonly indexFolder: string }, options: ServeNotesOptions): Promise<void> {
  const { signal, machine } = options;
  const iza = await (options.open ?? openNotesInWorker)(place, { signal });
  const stopped = new AbortController();
  const stop = AbortSignal.any([signal, stopped.signal]);
  let onSession: (session: { readonly id: string }) => void = () => undefined;
  const headsets = place.headset && (await openHeadsets({ ...place, headset: place.headset }, { onStart: (session) => onSession(session) }));
  try {
    const cost = await indexingCost((id, input, context) => iza.call(id, input, context), { settings: place.settings, signal });
    if (cost?.needsAsking) refuseUnaskedCost(cost);
    const token = createToken();
    let hosts: readonly string[] = [];
    const app = createHttpApp({
      token,
      allowedHosts: () => hosts,
      capabilities,
      // A call ends with its client or with the bridge.
      call: (id, input, context) => (ofHeadset.has(id) && headsets ? headsets.iza : iza).call(id, input, { ...context, signal: context.signal ? AbortSignal.any([context.signal, stop]) : stop }),
      indexing: iza,
      about: { version: options.version, reach: place.reach },
      staticFiles: createPageFiles(),
      onFailure: options.onFailure,
    });
    const live = headsets && createLiveServer({ headset: headsets.headset, token, allowedHosts: () => hosts, onFailure: options.onFailure });
    if (live) onSession = (session) => live.watch(session);
    const server = await listen((request) => app.fetch(request), options.port, { ...(live && { onUpgrade: live.upgrade }) });
    hosts = loopbackHosts(server.port);
    const url = `http://${LOOPBACK}:${server.port}/`;
    try {
      const tokenFile = registerBridge({ url, token, processId: process.pid, indexFolder: place.indexFolder, settingsHash: settingsHashOf(place) }, machine);
      options.onListening({ url: `${url}#token=${token}`, moved: server.moved, tokenFile });
      const following = followNotes(iza, { ...options, signal: stop });
      const died = iza.closed.then((reason) => {
        if (!stop.aborted) throw new IzaError('connection-lost', `Lost the thread that holds the notes: ${reason.message}. Start the bridge again; nothing is lost.`, { cause: reason });
      });
      await Promise.race([following, died]);
    } finally {
      stopped.abort();
      unregisterBridge(place.indexFolder, machine);
      // Sessions end first, so that who follows them gets the end.
      await headsets?.iza.close();
      await live?.close();
      await server.close({ graceMs: GRACE_MS });
    }
  } finally {
    stopped.abort();
    await headsets?.iza.close().catch(() => undefined);
    await iza.close().catch(() => undefined);
  }
}

/** Indexes, then follows the notes' changes; a failure is said and tried again, for the server goes on answering from the index it has. */
async function followNotes(iza: RemoteIza, { signal, onProgress, onSynced, onFailure, retryMs = RETRY_MS }: ServeNotesOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      onSynced((await iza.call('notes.index', {}, { signal, onProgress })) as SyncReport);
      for await (const report of iza.follow({ signal })) onSynced(report);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      onFailure(error);
    }
    await waitFor(retryMs, signal);
  }
}

function waitFor(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
    return undefined;
  });
}
