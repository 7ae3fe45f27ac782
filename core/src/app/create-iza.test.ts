import { describe, expect, test } from 'vitest';
import type { Clock } from '../ports/index.ts';
import { createMemoryBlobStore, createMemoryNoteSource } from '../testing/index.ts';
import { createIza } from './create-iza.ts';
import type { HostPorts } from './host-ports.ts';
import { settingsSchema } from './settings.ts';

/** Short pauses are over at once; a time-out never comes. */
const clock: Clock = { nowMs: () => 0, sleep: (durationMs) => (durationMs < 1000 ? Promise.resolve() : new Promise(() => undefined)) };

function portsWith(settings: object, more: Partial<HostPorts> = {}): HostPorts {
  return {
    settings: settingsSchema.parse(settings),
    sources: [createMemoryNoteSource({ id: 'vault', notes: { 'Tea.md': '# Tea\n\nGreen tea is steeped at 80 degrees.' } })],
    indexStore: createMemoryBlobStore(),
    clock,
    fetch: async () => Promise.reject(new TypeError('fetch failed')),
    ...more,
  };
}

describe('createIza()', () => {
  test('answers from notes with nothing configured', async () => {
    const iza = await createIza(portsWith({}));
    await iza.call('notes.index', {});
    expect(await iza.call('notes.ask', { question: 'How hot is green tea steeped?' })).toMatchObject({
      basis: 'notes',
      model: 'extractive',
      citations: [{ path: 'Tea.md', startLine: 3, verified: true, quote: 'Green tea is steeped at 80 degrees.' }],
    });
    await iza.close();
  });

  test('searches without an embedder that is down, and says so', async () => {
    const iza = await createIza(portsWith({ embedder: { provider: 'ollama', model: 'a-model-of-unknown-size' } }));
    await iza.call('notes.index', {});
    expect(await iza.call('notes.search', { query: 'green tea' })).toMatchObject({ passages: [{ path: 'Tea.md' }] });
    expect(iza.knowledge.status()).toMatchObject({ embedder: undefined, problems: [expect.stringMatching(/without the embedder.*ollama serve/s)] });
    await iza.close();
  });

  test('refuses settings that cannot work, naming the fix', async () => {
    await expect(createIza(portsWith({ embedder: { provider: 'transformers' } }))).rejects.toMatchObject({ code: 'bad-config', message: expect.stringMatching(/Choose none/) as string });
    await expect(createIza(portsWith({ chat: { provider: 'anthropic' } }))).rejects.toMatchObject({ code: 'bad-config', message: expect.stringMatching(/ANTHROPIC_API_KEY/) as string });
  });

  test('refuses a capability that does not exist and input that does not fit', async () => {
    const iza = await createIza(portsWith({}));
    await expect(iza.call('notes.burn', {})).rejects.toMatchObject({ code: 'capability-missing' });
    await expect(iza.call('notes.search', { query: 'x', limit: 0 })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/"limit"/) as string });
    await iza.close();
  });
});
