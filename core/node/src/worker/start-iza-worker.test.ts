import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RemoteIza } from '@iza/core/app';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { IzaWorkerOptions } from './iza-worker-options.ts';
import { openIzaOfFolders } from './open-iza-of-folders.ts';
import { startIzaWorker } from './start-iza-worker.ts';

let home: string;
let vault: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'iza-worker-')));
  vault = join(home, 'vault');
  writeNotes({ 'Wombat.md': '# Wombat\n\nA wombat digs burrows with its strong claws.\n' });
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

function writeNotes(notes: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(notes)) {
    const file = join(vault, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function optionsOf(changes: Partial<IzaWorkerOptions> = {}): IzaWorkerOptions {
  return { sources: [{ id: 'vault', kind: 'obsidian-vault', folder: vault }], indexFolder: join(home, 'index'), settings: {}, ...changes };
}

async function pathsOf(iza: RemoteIza, query: string): Promise<string[]> {
  const { passages } = (await iza.call('notes.search', { query })) as { passages: { path: string }[] };
  return passages.map(({ path }) => path);
}

describe('startIzaWorker()', () => {
  test('indexes, searches, answers and follows in a thread of its own, from the source as it is', async () => {
    const before = readFileSync(join(vault, 'Wombat.md'));
    const iza = await startIzaWorker(optionsOf());
    expect(await iza.call('notes.index', {})).toMatchObject({ addedCount: 1, noteCount: 1 });
    expect(await pathsOf(iza, 'strong claws')).toEqual(['Wombat.md']);
    const deltas: string[] = [];
    const answer = await iza.call('notes.ask', { question: 'What does a wombat dig?' }, { onDelta: (text) => deltas.push(text) });
    expect(answer).toMatchObject({ model: 'extractive', citations: [{ path: 'Wombat.md', startLine: 3, verified: true }] });
    expect(deltas.join('')).not.toBe('');
    expect(await iza.status()).toMatchObject({ state: 'idle', noteCount: 1 });

    // Errors keep their codes across the thread.
    await expect(iza.call('notes.read', { path: 'Absent.md' })).rejects.toMatchObject({ code: 'note-missing' });
    await expect(iza.call('notes.search', { query: '' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(iza.call('notes.fly', {})).rejects.toMatchObject({ code: 'capability-missing' });

    const stop = new AbortController();
    const first = iza.follow({ signal: stop.signal })[Symbol.asyncIterator]().next();
    // The watcher needs a moment to be there; the note is saved until it is seen.
    await vi.waitUntil(
      async () => {
        writeNotes({ 'Quokka.md': '# Quokka\n\nThe quokka smiles.\n' });
        return (await pathsOf(iza, 'quokka smiles')).includes('Quokka.md');
      },
      { timeout: 30_000, interval: 200 },
    );
    expect(await first).toMatchObject({ done: false, value: { noteCount: 2 } });
    stop.abort();
    await iza.close();
    expect(readFileSync(join(vault, 'Wombat.md'))).toEqual(before);
    expect(readdirSync(vault).sort()).toEqual(['Quokka.md', 'Wombat.md']);
  });

  test('rejects what is open when the thread dies, and a new one finds the whole index', async () => {
    const iza = await startIzaWorker(optionsOf(), { entry: new URL('./crashing-worker.fixture.ts', import.meta.url) });
    await iza.call('notes.index', {});
    await expect(iza.call('notes.search', { query: 'crash now' })).rejects.toMatchObject({ code: 'connection-lost', message: expect.stringContaining('the index worker') });
    expect((await iza.closed).message).toContain('code 7');
    const next = await startIzaWorker(optionsOf());
    expect(await pathsOf(next, 'burrows')).toEqual(['Wombat.md']);
    await next.close();
  });

  test('ends the thread when it cannot be opened', async () => {
    await expect(startIzaWorker(optionsOf({ settings: { chat: { provider: 'anthropic' } } }))).rejects.toMatchObject({ code: 'bad-config', message: expect.stringContaining('ANTHROPIC_API_KEY') });
  });
});

test('openIzaOfFolders() refuses options that it does not know, and names them', async () => {
  await expect(openIzaOfFolders(optionsOf({ settings: { colour: 'red' } as never }))).rejects.toMatchObject({ code: 'bad-config', message: expect.stringContaining('colour') });
  await expect(openIzaOfFolders({ ...optionsOf(), sources: [{ id: 'vault', kind: 'attic', folder: vault }] })).rejects.toMatchObject({ code: 'bad-config', message: expect.stringContaining('sources.0.kind') });
  await expect(openIzaOfFolders(optionsOf({ settings: { embedder: { provider: 'transformers' } } }))).rejects.toMatchObject({ code: 'bad-config' });
});
