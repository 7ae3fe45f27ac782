import { capabilities } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NotesConnection, NotesPlace } from '../notes/index.ts';
import { deriveCommands } from './command-spec.ts';
import { exitCodeOf } from './exit-codes.ts';
import { runCapability } from './run-capability.ts';
import type { Terminal } from './terminal.ts';
import { createRecordingTerminal } from './test-terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface FakeOptions {
  readonly lastSyncMs?: number;
  readonly followsChanges?: boolean;
  readonly onCall?: NotesConnection['call'];
}

/** Runs a command over notes that only record what is asked of them. */
async function run(commandLine: string, { lastSyncMs, followsChanges = false, onCall = async () => ({ passages: [] }) }: FakeOptions = {}, overrides: Partial<Terminal> = {}) {
  const [, area, verb, ...argv] = commandLine.split(' ');
  const terminal = createRecordingTerminal({ currentFolder: folder, ...overrides });
  const calls: string[] = [];
  const places: NotesPlace[] = [];
  let closed = 0;
  const command = deriveCommands(capabilities).find(({ id }) => id === `${area}.${verb}`)!;
  const exit = runCapability(command, argv.map((word) => word.replace('VAULT', folder)), terminal, {
    async open(place) {
      places.push(place);
      return {
        followsChanges,
        async call(id, input, context) {
          calls.push(id);
          if (id === 'notes.status' && verb !== 'status') return { lastSyncMs };
          if (id === 'notes.index' && verb !== 'index' && !onCall.name.includes('busy')) return {};
          return onCall(id, input, context);
        },
        close: async () => void (closed += 1),
      };
    },
  });
  return { exitCode: await exit.catch((error: unknown) => error), terminal, calls, places, closed: () => closed };
}

describe('runCapability()', () => {
  test('indexes first and says so when the notes were never indexed', async () => {
    const { exitCode, terminal, calls, closed } = await run('iza notes search a --vault VAULT');
    expect(exitCode).toBe(0);
    expect(calls).toEqual(['notes.status', 'notes.index', 'notes.search']);
    expect(terminal.errorOutput).toBe('Indexing your notes for the first time …\n');
    expect(terminal.output).toBe('Nothing found.\n');
    expect(closed()).toBe(1);
  });

  test.each<[string, string, FakeOptions, string[]]>([
    ['brings a known index up to date', 'iza notes search a --vault VAULT', { lastSyncMs: 1 }, ['notes.status', 'notes.index', 'notes.search']],
    ['leaves it as it is with --no-sync', 'iza notes search a --no-sync --vault VAULT', { lastSyncMs: 1 }, ['notes.search']],
    ['leaves it to a bridge that follows the notes', 'iza notes search a --vault VAULT', { followsChanges: true }, ['notes.search']],
    ['does not index for a status', 'iza notes status --vault VAULT', { onCall: async () => ({ sources: [], skipped: [], problems: [], indexBytes: 0 }) }, ['notes.status']],
  ])('%s', async (_name, commandLine, options, expected) => {
    const { exitCode, calls, terminal } = await run(commandLine, options);
    expect(exitCode).toBe(0);
    expect(calls).toEqual(expected);
    expect(terminal.errorOutput).toBe('');
  });

  test('prints exactly one JSON object with --json, and nothing else', async () => {
    const { terminal } = await run('iza notes search a --json --vault VAULT', { onCall: async () => ({ passages: [], n: 'ü' }) });
    expect(terminal.output).toBe('{"passages":[],"n":"ü"}\n');
    expect(terminal.errorOutput).toBe('');
  });

  test('streams an answer as it comes, and not at all with --json', async () => {
    const onCall: NotesConnection['call'] = async (_id, _input, context) => {
      context?.onDelta?.('Yes, ');
      context?.onDelta?.('indeed.\u001b[2J');
      return { text: 'Yes, indeed.', citations: [], basis: 'notes', model: 'extractive' };
    };
    const person = await run('iza notes ask a --vault VAULT', { onCall, lastSyncMs: 1 });
    expect(person.terminal.output).toMatch(/^Yes, indeed\.␛\[2J\n\nFrom your notes only\./);
    const machine = await run('iza notes ask a --json --vault VAULT', { onCall, lastSyncMs: 1 });
    expect(JSON.parse(machine.terminal.output)).toMatchObject({ text: 'Yes, indeed.' });
  });

  test('answers from the index as it is while another process indexes', async () => {
    const busy: NotesConnection['call'] = async (id) => {
      if (id === 'notes.index') throw new IzaError('index-busy', 'process 7 holds it');
      return { passages: [] };
    };
    for (const lastSyncMs of [1, undefined]) {
      const { exitCode, terminal } = await run('iza notes search a --vault VAULT', { ...(lastSyncMs !== undefined && { lastSyncMs }), onCall: busy });
      expect(exitCode).toBe(0);
      expect(terminal.errorOutput).toMatch(/process 7 holds it\nAnswering from what is indexed so far/);
    }
  });

  test('answers from the index as it is while the disk is full, and fails when there is none', async () => {
    const busyDisk: NotesConnection['call'] = async (id) => {
      if (id === 'notes.index') throw new IzaError('storage-full', 'The disk is full');
      return { passages: [] };
    };
    const known = await run('iza notes search a --vault VAULT', { lastSyncMs: 1, onCall: busyDisk });
    expect(known.exitCode).toBe(0);
    expect(known.terminal.errorOutput).toMatch(/disk is full\nAnswering/);
    expect(exitCodeOf((await run('iza notes search a --vault VAULT', { onCall: busyDisk })).exitCode)).toBe(1);
  });

  test('says what was wrong with the index', async () => {
    const busyHealing: NotesConnection['call'] = async (id) => (id === 'notes.index' ? { problems: ['An older IZA wrote it'] } : { passages: [] });
    expect((await run('iza notes search a --vault VAULT', { lastSyncMs: 1, onCall: busyHealing })).terminal.errorOutput).toBe('! An older IZA wrote it\n');
  });

  test('shows progress on a terminal only, and clears it before the result', async () => {
    const onCall: NotesConnection['call'] = async (_id, _input, context) => {
      context?.onProgress?.({ doneCount: 1, totalCount: 4, message: 'a.md' });
      return { addedCount: 4, changedCount: 0, movedCount: 0, removedCount: 0, unchangedCount: 0, noteCount: 4, chunkCount: 4, skipped: [], durationMs: 5 };
    };
    const shown = await run('iza notes index --vault VAULT', { onCall }, { isErrorTerminal: true });
    expect(shown.terminal.errorOutput).toMatch(/Index notes ██████░+ 1\/4 a\.md/);
    expect(shown.terminal.errorOutput.endsWith('\r\u001b[2K')).toBe(true);
    for (const silent of [await run('iza notes index --vault VAULT', { onCall }), await run('iza notes index --quiet --vault VAULT', { onCall }, { isErrorTerminal: true })]) {
      expect(silent.terminal.errorOutput).toBe('');
    }
  });

  const priced = (usd: number | undefined): NotesConnection['call'] =>
    async function busy(id, input) {
      if (id !== 'notes.index') return { passages: [] };
      if (!(input as { preview?: boolean }).preview) throw new IzaError('budget-exceeded', 'It was spent');
      return { preview: { readCount: 1, removedCount: 0, embedding: { fingerprint: 'openai/m', chunkCount: 2100, tokenCount: 84_000, usd, remote: true } } };
    };
  const withEmbedder = { environment: { IZA_EMBED_MODEL: 'openai/m', OPENAI_API_KEY: 'k', IZA_CHAT_PROVIDER: 'none' } };

  test.each([[0.12], [undefined]])('never spends %s dollars unasked', async (usd) => {
    const known = await run('iza notes search a --vault VAULT', { lastSyncMs: 1, onCall: priced(usd) }, withEmbedder);
    expect(known.exitCode).toBe(0);
    expect(known.terminal.errorOutput).toMatch(/^Not brought up to date, for 2,100 passages \(about 84,000 tokens, .*\) go to openai\/m: run `iza notes index`/);
    const unknown = await run('iza notes search a --vault VAULT', { onCall: priced(usd) }, withEmbedder);
    expect(unknown.exitCode).toMatchObject({ code: 'budget-exceeded', message: expect.stringContaining('Run `iza notes index`') });
  });

  test('says what an indexing that was asked for costs, before it runs', async () => {
    const { terminal, exitCode } = await run('iza notes index --vault VAULT', { onCall: priced(0.12) }, withEmbedder);
    expect(terminal.errorOutput).toMatch(/about \$0\.12\) go to openai\/m \(Ctrl-C stops\)/);
    expect(exitCode).toMatchObject({ code: 'budget-exceeded' });
  });

  test('closes the notes and passes the error on when a call fails', async () => {
    const failing = await run('iza notes search a --vault VAULT', { lastSyncMs: 1, onCall: async () => Promise.reject(new IzaError('note-missing', 'gone')) });
    expect(exitCodeOf(failing.exitCode)).toBe(3);
    expect(failing.closed()).toBe(1);
  });

  test('a headset needs no vault, and what it streams is lines: for a person, or as JSON', async () => {
    const onCall: NotesConnection['call'] = async (_id, _input, context) => {
      context?.onDelta?.('{"type":"marker","seconds":2,"sampleIndex":500,"text":"blink"}\n');
      return { session: { id: 'cyton-1', title: 'Cyton', deviceId: 'simulated:cyton', warnings: [] } };
    };
    const person = await run('iza headset stream', { onCall });
    expect(person.terminal.output).toMatch(/^ {4}2 s {2}▸ blink\n● cyton-1 runs/);
    expect(person.places[0]).toMatchObject({ vaults: [], withoutNotes: true });
    expect(person.places[0].headset?.recordingsFolder()).toMatch(/Recordings$/);
    const program = await run('iza headset stream --json', { onCall }, { isOutputTerminal: true });
    expect(program.terminal.output.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toMatchObject([{ type: 'marker' }, { session: { id: 'cyton-1' } }]);
  });

  test('a recording that ended before its time is no success', async () => {
    const session = { id: 'cyton-1', title: 'Cyton', deviceId: 'serial:a', channelNames: [], sampleCount: 1, samplingRateHz: 250, lostCount: 0 };
    const report = { durationSeconds: 1, quality: [], bandPowersUv2: {}, annotations: [], warnings: ['The disk is full.'] };
    expect((await run('iza headset record', { onCall: async () => ({ session, report }) })).exitCode).toBe(0);
    const failed = await run('iza headset record', { onCall: async () => ({ session, report: { ...report, failure: 'The disk is full.' } }) });
    expect(failed.exitCode).toBe(1);
    expect(failed.terminal.output).toContain('⚠ The disk is full.');
  });

  test('an evaluation of files needs no vault, a golden file does', async () => {
    const onCall = async () => ({ ndcgAt10: 1 });
    expect((await run('iza notes evaluate some/folder', { onCall })).places[0]).toMatchObject({ vaults: [], indexFolder: undefined, currentFolder: folder });
    expect((await run('iza notes evaluate --golden g.jsonl --vault VAULT', { onCall })).places[0]).toMatchObject({ vaults: [{ folder }] });
    expect((await run('iza notes evaluate --golden g.jsonl', { onCall })).exitCode).toMatchObject({ code: 'bad-input', message: expect.stringContaining('--vault DIR') });
  });
});

describe('exitCodeOf()', () => {
  test.each([
    [new IzaError('bad-input', ''), 2],
    [new IzaError('bad-config', ''), 2],
    [new IzaError('note-missing', ''), 3],
    [new IzaError('source-missing', ''), 3],
    [new IzaError('aborted', ''), 130],
    [new DOMException('', 'AbortError'), 130],
    [new IzaError('model-failed', ''), 1],
    [new Error(''), 1],
    ['text', 1],
  ])('%o', (error, expected) => {
    expect(exitCodeOf(error)).toBe(expected);
  });
});
