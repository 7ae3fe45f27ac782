import { expect, test } from 'vitest';
import { linesOf } from './lines-of.ts';
import { readPluginSettings } from './plugin-settings.ts';

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
