import { capabilities, type Capability, type CapabilityContext, type Settings } from '@iza/core/app';
import { errorCodeOf, throwIfAborted } from '@iza/core/foundation';
import { describeReach, loadConfig, type Machine } from '@iza/node';
import { chooseVaults, indexFolderOf, indexingCost, openNotes, recordingsFolderOf, refuseUnaskedCost, resolveIndexFlag, type NotesConnection, type NotesPlace } from '../notes/index.ts';
import { capabilityInputOf } from './capability-input.ts';
import type { CommandSpec } from './command-spec.ts';
import type { ExitCode } from './exit-codes.ts';
import { globalFlags } from './global-flags.ts';
import { listenForInterrupt } from './interrupt.ts';
import { parseArguments } from './parse-arguments.ts';
import { createProgressBar } from './progress-bar.ts';
import { createStyle, plainText, renderResult, renderStreamLine } from './render/index.ts';
import type { Terminal } from './terminal.ts';
import { commandHelp } from './write-help.ts';

export interface RunCapabilityOptions {
  /** Opens the notes; tests give their own. */
  readonly open?: (place: NotesPlace, options: { machine: Machine; signal: AbortSignal }) => Promise<NotesConnection>;
}

/** Runs one capability for a person or, with `--json`, for a program. */
export async function runCapability(command: CommandSpec, argv: readonly string[], terminal: Terminal, { open = openNotes }: RunCapabilityOptions = {}): Promise<ExitCode> {
  const parsed = parseArguments(argv, [...command.flags, ...globalFlags]);
  const { values } = parsed;
  if (values['help'] === true) {
    terminal.write(commandHelp(command, { columnCount: Math.min(terminal.columnCount, 110) }));
    return 0;
  }
  const capability = capabilities.find(({ id }) => id === command.id)!;
  const input = capabilityInputOf(command, parsed, capability, () => terminal.readStandardInput());
  const json = values['json'] === true;
  const quiet = values['quiet'] === true || json;

  const interrupt = listenForInterrupt(() => quiet || terminal.writeError('\nStopping … (Ctrl-C again stops at once)\n'));
  try {
    const place = placeOf(capability, input, values, terminal);
    const notes = await open(place, { machine: terminal, signal: interrupt.signal });
    try {
      const options = { terminal, json, quiet, signal: interrupt.signal };
      if (readsIndex(capability) && values['sync'] !== false) await bringUpToDate(notes, { ...options, settings: place.settings });
      if (capability.id === 'notes.index' && input['preview'] !== true) await announceCost(notes, { ...options, settings: place.settings });
      const output = await answer(capability, input, notes, options);
      if (capability.id === 'notes.status' && !json) terminal.write(`${place.reach}\n`);
      if (capability.isUnfinished?.(output)) return 1;
      return capability.isRefusal?.(output) ? 2 : 0;
    } finally {
      await notes.close();
    }
  } finally {
    interrupt.stop();
  }
}

interface AnswerOptions {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/** Runs the capability and writes what it gives: pieces of text as they arrive, then the rest of the result. */
async function answer(capability: Capability, input: unknown, notes: NotesConnection, { terminal, json, quiet, signal }: AnswerOptions): Promise<unknown> {
  throwIfAborted(signal);
  const bar = createProgressBar(terminal, { label: capability.title, nowMs: () => performance.now(), quiet });
  let streamed = '';
  const context: CapabilityContext = {
    signal,
    onProgress: (progress) => bar.show(progress),
    onDelta(text) {
      if (json && capability.deltas !== 'json-lines') return;
      if (!json) bar.clear();
      const shown = json ? text : capability.deltas === 'json-lines' ? renderStreamLine(text, { style: createStyle(terminal.useColor) }) : plainText(text);
      streamed += capability.deltas === 'json-lines' ? '' : text;
      terminal.write(shown);
    },
  };
  let output: unknown;
  try {
    output = await notes.call(capability.id, input, context);
  } catch (error) {
    // What is said about it does not go on in the line of the answer's beginning.
    if (streamed !== '' && !streamed.endsWith('\n')) terminal.write('\n');
    throw error;
  } finally {
    bar.clear();
  }
  if (json) writeJson(capability, output, terminal);
  else {
    if (streamed !== '' && !streamed.endsWith('\n')) terminal.write('\n');
    terminal.write(renderResult(capability.id, output, { style: createStyle(terminal.useColor), columnCount: terminal.columnCount, streamed: streamed !== '' }));
  }
  return output;
}

/** The output as one document, or one line for each of its results. */
function writeJson({ lines, deltas }: Capability, output: unknown, terminal: Terminal): void {
  if (lines === undefined) terminal.write(`${JSON.stringify(output, undefined, terminal.isOutputTerminal && deltas === undefined ? 2 : undefined)}\n`);
  // reason: the parity test checks that the property named by `lines` is a list
  else for (const item of (output as Readonly<Record<string, readonly unknown[]>>)[lines]) terminal.write(`${JSON.stringify(item)}\n`);
}

/** Where the notes and their index are. Headsets and recordings need none; an evaluation of judged files reads no vault at all. */
function placeOf(capability: Capability, input: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>, terminal: Terminal): NotesPlace {
  const config = loadConfig({ ...terminal, file: values['config'] as string | undefined });
  const base = { settings: config.settings, keys: config.keys, reach: describeReach(config), currentFolder: terminal.currentFolder };
  if (!capability.permission.startsWith('notes:')) return { ...base, vaults: [], indexFolder: undefined, withoutNotes: true, headset: capability.permission === 'headset:use' ? { recordingsFolder: () => recordingsFolderOf({ flags: (values['vault'] as string[] | undefined) ?? [], config, ...terminal }) } : undefined };
  if (capability.permission === 'notes:evaluate' && input['golden'] === undefined) return { ...base, vaults: [], indexFolder: undefined };
  const vaults = chooseVaults({ flags: (values['vault'] as string[] | undefined) ?? [], config, ...terminal });
  const index = resolveIndexFlag(values['index'] as string | undefined, terminal) ?? config.index;
  return { ...base, vaults, indexFolder: indexFolderOf(vaults, index, terminal) };
}

function readsIndex({ id, permission }: Capability): boolean {
  return permission === 'notes:read' && id !== 'notes.status';
}

/** Before an indexing that was asked for: what is about to be sent and what it costs, while Ctrl-C still saves it. */
async function announceCost(notes: NotesConnection, { terminal, quiet, signal, settings }: AnswerOptions & { settings: Settings }): Promise<void> {
  if (quiet) return;
  const cost = await indexingCost(notes.call, { settings, signal });
  if (cost) terminal.writeError(`${cost.text} (Ctrl-C stops)\n`);
}

/** Answers must be of the notes as they are: what changed since the last time is read first. The first time is said aloud. */
async function bringUpToDate(notes: NotesConnection, { terminal, quiet, signal, settings }: AnswerOptions & { settings: Settings }): Promise<void> {
  if (notes.followsChanges) return;
  const { lastSyncMs } = (await notes.call('notes.status', {}, { signal })) as { lastSyncMs?: number };
  const cost = await indexingCost(notes.call, { settings, signal });
  if (cost?.needsAsking) {
    if (lastSyncMs === undefined) refuseUnaskedCost(cost);
    if (!quiet) terminal.writeError(`Not brought up to date, for ${cost.text}: run \`iza notes index\` to do it.\n`);
    return;
  }
  if (lastSyncMs === undefined && !quiet) terminal.writeError('Indexing your notes for the first time …\n');
  const bar = createProgressBar(terminal, { label: 'Indexing', nowMs: () => performance.now(), quiet });
  try {
    const { problems } = (await notes.call('notes.index', {}, { signal, onProgress: (progress) => bar.show(progress) })) as { problems?: readonly string[] };
    bar.clear();
    if (!quiet) for (const problem of problems ?? []) terminal.writeError(`! ${plainText(problem)}\n`);
  } catch (error) {
    bar.clear();
    const code = errorCodeOf(error);
    // Another process indexes these notes now, be it for the first time, or there is no room to: what is written so far is the best there is.
    if (code !== 'index-busy' && (lastSyncMs === undefined || (code !== 'storage-full' && code !== 'storage-failed'))) throw error;
    if (!quiet) terminal.writeError(`${plainText((error as Error).message)}\nAnswering from what is indexed so far.\n`);
  }
}
