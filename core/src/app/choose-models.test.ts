import { describe, expect, test } from 'vitest';
import { errorCodeOf } from '../foundation/index.ts';
import { createManualClock, createMemoryBlobStore } from '../testing/index.ts';
import { createChatModel, createEmbedder } from './choose-models.ts';
import type { HostPorts } from './host-ports.ts';
import { settingsSchema } from './settings.ts';

/** Ports of a host with these settings, on a network that must not be used. */
function portsWith(settings: object, more: Partial<HostPorts> = {}): HostPorts {
  const unreachable = async () => Promise.reject(new TypeError('fetch failed'));
  return { settings: settingsSchema.parse(settings), sources: [], indexStore: createMemoryBlobStore(), clock: createManualClock(), fetch: unreachable, ...more };
}
const codeOf = async (make: () => unknown) => {
  try {
    await make();
    return undefined;
  } catch (error) {
    return errorCodeOf(error);
  }
};

describe('createChatModel()', () => {
  test.each([
    [{ provider: 'ollama' }, 'ollama/llama3.2', false],
    [{ provider: 'ollama', model: 'qwen3:4b', url: 'http://192.168.1.9:11434' }, 'ollama/qwen3:4b', true],
    [{ provider: 'openai', model: 'local', url: 'http://localhost:1234/v1' }, 'openai/local', false],
    [{ provider: 'anthropic', model: 'claude-haiku-5-5' }, 'anthropic/claude-haiku-5-5', true],
  ])('makes the model that %j names', (chat, id, remote) => {
    expect(createChatModel(portsWith({ chat }, { keys: { anthropic: 'key' } }))).toMatchObject({ id, remote });
  });

  test('makes none unless one is named', () => {
    expect(createChatModel(portsWith({}))).toBeUndefined();
  });

  test('says which key is missing', async () => {
    expect(await codeOf(() => createChatModel(portsWith({ chat: { provider: 'anthropic' } })))).toBe('bad-config');
  });
});

describe('createEmbedder()', () => {
  test('makes the embedder that the settings name, without the network where its size is known', async () => {
    expect(await createEmbedder(portsWith({}))).toBeUndefined();
    expect(await createEmbedder(portsWith({ embedder: { provider: 'ollama' } }))).toMatchObject({ dimensionCount: 768, remote: false });
    expect(await createEmbedder(portsWith({ embedder: { provider: 'openai' } }, { keys: { openai: 'key' } }))).toMatchObject({ dimensionCount: 1536, remote: true });
  });

  test('asks the host for transformers.js, and says so where it cannot', async () => {
    expect(await codeOf(() => createEmbedder(portsWith({ embedder: { provider: 'transformers' } })))).toBe('bad-config');
  });

  test('says what to do when a model of unknown size does not answer', async () => {
    expect(await codeOf(() => createEmbedder(portsWith({ embedder: { provider: 'ollama', model: 'brand-new' } })))).toBe('model-missing');
  });
});
