import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RemoteIza } from '@iza/core/app';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { IzaWorkerOptions } from './iza-worker-options.ts';
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
  test('indexes, searches and answers in a thread of its own, from the source as it is', async () => {
    const iza = await startIzaWorker(optionsOf());
    expect(await iza.call('notes.index', {})).toMatchObject({ addedCount: 1, noteCount: 1 });
    expect(await pathsOf(iza, 'strong claws')).toEqual(['Wombat.md']);
    const deltas: string[] = [];
    const answer = await iza.call('notes.ask', { question: 'What does a wombat dig?' }, { onDelta: (text) => deltas.push(text) });
    expect(answer).toMatchObject({ model: 'extractive', citations: [{ path: 'Wombat.md', startLine: 3, verified: true }] });
    expect(deltas.join('')).not.toBe('');
    expect(await iza.status()).toMatchObject({ state: 'idle', noteCount: 1 });
    await iza.close();
  });

  test('opens the index that an earlier worker left', async () => {
    const first = await startIzaWorker(optionsOf());
    await first.call('notes.index', {});
    await first.close();
    const second = await startIzaWorker(optionsOf());
    expect(await pathsOf(second, 'burrows')).toEqual(['Wombat.md']);
    expect(await second.call('notes.index', {})).toMatchObject({ addedCount: 0, unchangedCount: 1 });
    await second.close();
  });

  test('follows the notes until it is told to stop', async () => {
    const iza = await startIzaWorker(optionsOf());
    await iza.call('notes.index', {});
    const stop = new AbortController();
    const followed = iza.follow({ signal: stop.signal })[Symbol.asyncIterator]();
    const first = followed.next();
    // The watcher needs a moment to be there; a note is saved until it is seen.
    await vi.waitUntil(async () => {
      writeNotes({ 'Quokka.md': '# Quokka\n\nThe quokka smiles.\n' });
      return (await pathsOf(iza, 'quokka smiles')).includes('Quokka.md');
    }, { timeout: 20_000, interval: 200 });
    expect(await first).toMatchObject({ done: false, value: { noteCount: 2 } });
    stop.abort();
    await iza.close();
  });

  test('keeps the codes of errors, across the thread', async () => {
    const iza = await startIzaWorker(optionsOf());
    await expect(iza.call('notes.read', { path: 'Absent.md' })).rejects.toMatchObject({ code: 'note-missing' });
    await expect(iza.call('notes.search', { query: '' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(iza.call('notes.fly', {})).rejects.toMatchObject({ code: 'capability-missing' });
    await iza.close();
  });

  test.each([
    ['settings that are not known', { settings: { colour: 'red' } as never }, /colour/],
    ['a model without its key', { settings: { chat: { provider: 'anthropic' as const } } }, /ANTHROPIC_API_KEY/],
  ])('refuses %s with the name of what is wrong, and ends the thread', async (_name, changes, message) => {
    await expect(startIzaWorker(optionsOf(changes))).rejects.toMatchObject({ code: 'bad-config', message: expect.stringMatching(message) });
  });

  test('rejects what is open when the thread dies, and a new one finds a whole index', async () => {
    const entry = new URL('./crashing-worker.fixture.ts', import.meta.url);
    const iza = await startIzaWorker(optionsOf(), { entry });
    await iza.call('notes.index', {});
    const waiting = iza.call('notes.search', { query: 'crash now' });
    await expect(waiting).rejects.toMatchObject({ code: 'connection-lost', message: expect.stringContaining('the index worker') });
    expect((await iza.closed).message).toContain('the index worker');
    const next = await startIzaWorker(optionsOf());
    expect(await pathsOf(next, 'burrows')).toEqual(['Wombat.md']);
    await next.close();
  });

  test('writes nothing into the vault', async () => {
    const before = readFileSync(join(vault, 'Wombat.md'));
    const iza = await startIzaWorker(optionsOf());
    await iza.call('notes.index', {});
    await iza.close();
    expect(readFileSync(join(vault, 'Wombat.md'))).toEqual(before);
    expect(readdirSync(vault)).toEqual(['Wombat.md']);
  });
});
