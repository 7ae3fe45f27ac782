import { stat } from 'node:fs/promises';
import type { CapabilityContext, RemoteIza } from '@iza/core/app';
import { errorCodeOf, IzaError, isAbort } from '@iza/core/foundation';
import type { KnowledgeStatus } from '@iza/core/knowledge';
import { startIzaWorker } from '@iza/node/worker';
import * as vscode from 'vscode';
import { indexFolderName, type NotesFolder } from './notes-folders.ts';
import type { ProviderKeyStore } from './provider-keys.ts';
import { readHostSettings } from './read-settings.ts';

/** The IZA of this window: started when first used, in a worker, and started again after a crash or changed settings. */
export interface NotesSession extends vscode.Disposable {
  /** Runs a capability in the worker. @throws IzaError with a message for the person */
  call(id: string, input: unknown, context?: CapabilityContext): Promise<unknown>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** The last status that the worker told, `undefined` before it runs. */
  readonly status: KnowledgeStatus | undefined;
  readonly onDidChangeStatus: vscode.Event<KnowledgeStatus | undefined>;
  /** The folders of the present settings. */
  sources(): readonly NotesFolder[];
  /** Starts the worker where it does not run; an index that exists is then brought up to date and kept so. */
  start(): Promise<void>;
  /** Takes up changed settings, folders and keys. */
  restart(): Promise<void>;
}

interface Running {
  readonly iza: RemoteIza;
  readonly stop: AbortController;
  isFollowing: boolean;
}

export interface SessionParts {
  readonly keys: ProviderKeyStore;
  /** Where VS Code lets this window keep files, outside the workspace. */
  readonly storageFolder: vscode.Uri;
  readonly workerFile: string;
  readonly log: vscode.LogOutputChannel;
}

/** @throws IzaError `source-missing`: an empty index would look as if there were no notes */
async function requireFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined);
  if (!stats) throw new IzaError('source-missing', `Cannot read the notes in ${folder}: there is no such folder. Correct the setting iza.vault.`);
  if (!stats.isDirectory()) throw new IzaError('source-missing', `Cannot read the notes in ${folder}: it is not a folder. Correct the setting iza.vault.`);
}

export function createNotesSession({ keys, storageFolder, workerFile, log }: SessionParts): NotesSession {
  const statusChanged = new vscode.EventEmitter<KnowledgeStatus | undefined>();
  let running: Promise<Running> | undefined;
  let status: KnowledgeStatus | undefined;

  function tellStatus(next: KnowledgeStatus | undefined): void {
    status = next;
    statusChanged.fire(next);
  }

  async function open(): Promise<Running> {
    const { sources, settings } = readHostSettings();
    if (sources.length === 0) throw new IzaError('bad-config', 'There are no notes to read: open a folder, or choose a vault in the setting iza.vault.');
    for (const { folder } of sources) await requireFolder(folder);
    const indexFolder = vscode.Uri.joinPath(storageFolder, indexFolderName(sources)).fsPath;
    const iza = await startIzaWorker({ sources: [...sources], indexFolder, settings, keys: await keys.read() }, { entry: workerFile });
    const opened: Running = { iza, stop: new AbortController(), isFollowing: false };
    void iza.closed.then((reason) => {
      opened.stop.abort(reason);
      log.info(reason.message);
    });
    void inBackground('tell the status', async () => {
      for await (const next of iza.statusChanges({ signal: opened.stop.signal })) tellStatus(next);
    });
    void inBackground('catch up with the notes', () => catchUp(opened));
    return opened;
  }

  function opened(): Promise<Running> {
    if (running) return running;
    const opening = open();
    running = opening;
    const forget = (): void => {
      if (running !== opening) return;
      running = undefined;
      tellStatus(undefined);
    };
    opening.then(({ iza }) => iza.closed).then(forget, forget);
    return opening;
  }

  /** Runs until it ends; an error is for the log, as nobody waits for it. */
  async function inBackground(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isAbort(error) && errorCodeOf(error) !== 'connection-lost') log.error(`Cannot ${what}: ${String(error)}`);
    }
  }

  function follow(session: Running): void {
    if (session.isFollowing) return;
    session.isFollowing = true;
    void inBackground('follow the notes', async () => {
      for await (const report of session.iza.follow({ signal: session.stop.signal })) {
        log.info(`Index: ${report.addedCount} added, ${report.changedCount} changed, ${report.movedCount} moved, ${report.removedCount} removed`);
      }
    });
  }

  /** What happened while nobody watched. Nothing is indexed unasked for the first time. */
  async function catchUp(session: Running): Promise<void> {
    const { noteCount } = await session.iza.status();
    if (noteCount === 0) return;
    await session.iza.call('notes.index', {}, { signal: session.stop.signal });
    follow(session);
  }

  async function stop(): Promise<void> {
    const stopping = running;
    running = undefined;
    const session = await stopping?.catch(() => undefined);
    session?.stop.abort(new IzaError('aborted', 'The session ended'));
    await session?.iza.close().catch((error: unknown) => log.warn(String(error)));
  }

  return {
    async call(id, input, context) {
      const session = await opened();
      const output = await session.iza.call(id, input, context);
      if (id === 'notes.index') follow(session);
      return output;
    },
    pause: async () => (await opened()).iza.pause(),
    resume: async () => (await opened()).iza.resume(),
    get status() {
      return status;
    },
    onDidChangeStatus: statusChanged.event,
    sources: () => readHostSettings().sources,
    start: async () => void (await opened()),
    async restart() {
      await stop();
      tellStatus(undefined);
      await opened();
    },
    dispose() {
      statusChanged.dispose();
      void stop();
    },
  };
}
