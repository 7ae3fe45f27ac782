import { expect, test } from 'vitest';
import { linesOf } from './lines-of.ts';
import { readPluginSettings } from './plugin-settings.ts';
import { usableSettings } from './usable-settings.ts';

test('readPluginSettings() gives the defaults when nothing was saved: no provider, index on the device', () => {
  const { settings, problem } = readPluginSettings(null);
  expect(problem).toBeUndefined();
  expect(settings).toMatchObject({ indexLocation: 'device', indexOnStart: true, iza: { chat: { provider: 'none' }, embedder: { provider: 'none' } } });
});

test('readPluginSettings() keeps what was saved and fills in the rest', () => {
  expect(readPluginSettings({ iza: { exclude: { folders: ['Archive'] } } }).settings.iza.exclude).toEqual({ folders: ['Archive'], tags: [], properties: [], globs: [] });
});

test.each([[{ indexLocation: 'cloud' }, 'indexLocation'], [{ apiKey: 'secret' }, 'apiKey'], ['text', 'data.json']])('readPluginSettings() falls back to the defaults for %j and says why', (saved, named) => {
  const { settings, problem } = readPluginSettings(saved);
  expect(settings.indexLocation).toBe('device');
  expect(problem).toContain(named);
});

test('linesOf() drops blank lines and the space around entries', () => {
  expect(linesOf(' Archive \n\n  a/b\n')).toEqual(['Archive', 'a/b']);
});

test('usableSettings() takes the chat model away that lacks its key, and says so', () => {
  const { settings } = readPluginSettings({ iza: { chat: { provider: 'anthropic' } } });
  expect(usableSettings(settings.iza, {})).toMatchObject({ settings: { chat: { provider: 'none' } }, problem: expect.stringContaining('no key') });
  expect(usableSettings(settings.iza, { anthropic: 'k' })).toEqual({ settings: settings.iza, problem: undefined });
});

test('usableSettings() leaves a compatible server without a key alone: a local one needs none', () => {
  const { settings } = readPluginSettings({ iza: { chat: { provider: 'openai', url: 'http://127.0.0.1:1' } } });
  expect(usableSettings(settings.iza, {})).toEqual({ settings: settings.iza, problem: undefined });
});
