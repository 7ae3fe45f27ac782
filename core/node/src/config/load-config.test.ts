import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listConfigKeys } from './config-keys.ts';
import { configFileCandidates, defaultIndexFolder, stateFolder } from './config-paths.ts';
import { describeConfig, describeReach } from './describe-config.ts';
import { environmentVariables, ollamaUrlOf } from './environment.ts';
import { loadConfig } from './load-config.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'iza-config-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const load = (environment: Record<string, string> = {}, file?: string) => loadConfig({ platform: 'linux', homeFolder: home, currentFolder: '/home/ada', environment, file });
const writeConfig = (text: string, name = 'config.yaml'): string => {
  mkdirSync(join(home, '.config', 'iza'), { recursive: true });
  const path = join(home, '.config', 'iza', name);
  writeFileSync(path, text);
  return path;
};
const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(IzaError);
    expect(error).toMatchObject({ code: 'bad-config' });
    return (error as Error).message;
  }
  throw new Error('Nothing was thrown');
};

describe('loadConfig()', () => {
  test('has a default for everything, and nothing leaves the machine', () => {
    const config = load();
    expect(config).toMatchObject({ vaults: [], index: undefined, port: 8080, keys: {}, file: undefined, origins: {} });
    expect(config.settings.chat.provider).toBe('none');
    expect(describeReach(config)).toMatch(/^Nothing leaves this machine/);
  });

  test('reads YAML, resolves paths against the file and ~ against home', () => {
    const file = writeConfig('vault: ~/Notes\nindex: ../index\nport: 9000\nchat:\n  provider: ollama\n  model: llama3.2\n');
    expect(load()).toMatchObject({ vaults: [join(home, 'Notes')], index: join(home, '.config', 'index'), port: 9000, file, settings: { chat: { provider: 'ollama', model: 'llama3.2' } } });
  });

  test('reads JSON and several vaults', () => {
    writeConfig('{"vault": ["/a", "/b"]}', 'config.json');
    expect(load().vaults).toEqual(['/a', '/b']);
  });

  test('lets the environment win over the file and says so', () => {
    writeConfig('port: 9000\nchat: { provider: openai, model: a }\n');
    const config = load({ IZA_PORT: '9100', IZA_CHAT_MODEL: 'b', IZA_VAULT: ['x', '/y'].join(delimiter) });
    expect(config).toMatchObject({ port: 9100, vaults: ['/home/ada/x', '/y'], settings: { chat: { provider: 'openai', model: 'b' } } });
    expect(config.origins).toMatchObject({ port: 'IZA_PORT', 'chat.model': 'IZA_CHAT_MODEL', vault: 'IZA_VAULT' });
  });

  test.each<[string, Record<string, string>, object]>([
    ['CLAUDE_API_KEY chooses anthropic', { CLAUDE_API_KEY: 'sk-c' }, { provider: 'anthropic' }],
    ['ANTHROPIC_API_KEY chooses anthropic', { ANTHROPIC_API_KEY: 'sk-a' }, { provider: 'anthropic' }],
    ['OPENAI_API_KEY chooses openai with its base address', { OPENAI_API_KEY: 'sk-o', OPENAI_BASE_URL: 'http://127.0.0.1:1234/v1' }, { provider: 'openai', url: 'http://127.0.0.1:1234/v1' }],
    ['OLLAMA_URL chooses ollama', { OLLAMA_URL: 'http://127.0.0.1:11434' }, { provider: 'ollama', url: 'http://127.0.0.1:11434' }],
    ['OLLAMA_HOST may be a bare host', { OLLAMA_HOST: 'box' }, { provider: 'ollama', url: 'http://box:11434' }],
    ['a provider in the environment wins over a key', { ANTHROPIC_API_KEY: 'sk-a', IZA_CHAT_PROVIDER: 'none' }, { provider: 'none' }],
    ['a model may name its provider', { ANTHROPIC_API_KEY: 'sk-a', IZA_CHAT_MODEL: 'ollama/qwen3:8b' }, { provider: 'ollama', model: 'qwen3:8b' }],
    ['a base address alone chooses nothing', { OPENAI_BASE_URL: 'http://127.0.0.1:1' }, { provider: 'none' }],
    ['an empty variable is none', { ANTHROPIC_API_KEY: ' ', IZA_PORT: '' }, { provider: 'none' }],
  ])('%s', (_name, environment, chat) => {
    expect(load(environment).settings.chat).toEqual(chat);
  });

  test('a key never chooses an embedder, which would send every note', () => {
    expect(load({ OPENAI_API_KEY: 'sk-o', ANTHROPIC_API_KEY: 'sk-a' }).settings.embedder).toMatchObject({ provider: 'none' });
    expect(load({ OPENAI_API_KEY: 'sk-o', IZA_EMBED_MODEL: 'openai/text-embedding-3-small' }).settings.embedder).toMatchObject({ provider: 'openai', model: 'text-embedding-3-small' });
  });

  test('CLAUDE_API_KEY wins over ANTHROPIC_API_KEY', () => {
    expect(load({ CLAUDE_API_KEY: 'one', ANTHROPIC_API_KEY: 'two' })).toMatchObject({ keys: { anthropic: 'one' }, origins: { 'keys.anthropic': 'CLAUDE_API_KEY' } });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['a port out of range', { IZA_PORT: '70000' }, /^Cannot use port from IZA_PORT: received 70000\..*unset it/],
    ['a port that is no number', { IZA_PORT: 'http' }, /port from IZA_PORT: received "http"/],
    ['a provider that does not exist', { IZA_CHAT_PROVIDER: 'gpt' }, /chat\.provider from IZA_CHAT_PROVIDER: received "gpt"\. Use one of: none, anthropic, ollama, openai/],
    ['an address that is none', { IZA_CHAT_URL: 'not a url' }, /chat\.url from IZA_CHAT_URL/],
  ])('names the variable, the value and the fix for %s', (_name, environment, pattern) => {
    expect(messageOf(() => load(environment))).toMatch(pattern);
  });

  test.each<[string, string, RegExp]>([
    ['a key that does not exist', 'colour: red', /Cannot use "colour" in .*config\.yaml: there is no such key\. See every key with `iza config keys`/],
    ['a nested key that is misplaced', 'model: x', /Cannot use "model".*Did you mean "(?:embedder|chat)\.model"/],
    ['broken YAML', 'a: [1', /^Cannot read .*config\.yaml: .*Correct that line/],
    ['a list at the top', '- a', /it must hold keys/],
    ['a scalar where keys belong', 'chat: 3', /Cannot use chat from .*config\.yaml: received 3/],
  ])('says what is wrong with %s', (_name, text, pattern) => {
    writeConfig(text);
    expect(messageOf(() => load())).toMatch(pattern);
  });

  test('refuses secrets in a file and never repeats a secret', () => {
    writeConfig('keys:\n  anthropic: sk-canary-123\n');
    const inFile = messageOf(() => load());
    expect(inFile).toMatch(/Secrets are not read from files: set CLAUDE_API_KEY or ANTHROPIC_API_KEY or OPENAI_API_KEY/);
    rmSync(join(home, '.config'), { recursive: true });
    const inEnvironment = messageOf(() => load({ ANTHROPIC_API_KEY: 'sk-canary-123 and more' }));
    expect(inEnvironment).toMatch(/Cannot use ANTHROPIC_API_KEY/);
    const shown = JSON.stringify(describeConfig(load({ OPENAI_API_KEY: 'sk-canary-123' })));
    expect(`${inFile}${inEnvironment}${shown}`).not.toContain('canary');
  });

  test('a config that was named must be there', () => {
    expect(messageOf(() => load({}, 'mine.yaml'))).toMatch(/Cannot read the config file \/home\/ada\/mine\.yaml: it is not there/);
  });
});

describe('the table of keys', () => {
  test('has a description for each key that is not plain from its name, and every variable sets a key of it', () => {
    const keys = listConfigKeys();
    expect(keys.map(({ key }) => key)).toEqual(expect.arrayContaining(['vault', 'index', 'port', 'chat.provider', 'chat.model', 'embedder.url', 'exclude.globs', 'vectorStore', 'keys.anthropic', 'keys.openai']));
    for (const { key } of environmentVariables) expect(keys.map((known) => known.key)).toContain(key);
    expect(keys.find(({ key }) => key === 'chat.provider')).toMatchObject({ choices: ['none', 'anthropic', 'ollama', 'openai'], environment: ['IZA_CHAT_PROVIDER'] });
  });
});

describe('describeReach()', () => {
  test.each<[Record<string, string>, RegExp]>([
    [{ ANTHROPIC_API_KEY: 'k' }, /go to anthropic \(chosen by ANTHROPIC_API_KEY\)/],
    [{ OLLAMA_HOST: '127.0.0.1' }, /Nothing leaves this machine; answers come from ollama/],
    [{ OLLAMA_URL: 'http://box:11434' }, /go to http:\/\/box:11434/],
    [{ OPENAI_API_KEY: 'k', IZA_EMBED_PROVIDER: 'openai' }, /every note goes to openai/],
  ])('%j', (environment, pattern) => {
    expect(describeReach(load(environment))).toMatch(pattern);
  });
});

describe('ollamaUrlOf()', () => {
  test.each([
    ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:8000', 'http://127.0.0.1:8000'],
    [':8000', 'http://127.0.0.1:8000'],
    ['box.local', 'http://box.local:11434'],
    ['https://box.example', 'https://box.example'],
    ['[::1]:9', 'http://[::1]:9'],
  ])('%j is %j', (value, expected) => {
    expect(ollamaUrlOf(value)).toBe(expected);
  });
});

describe('folders of this machine', () => {
  test.each([
    ['linux', {}, '/home/ada/.local/state/iza'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/state/iza'],
    ['darwin', {}, '/home/ada/Library/Application Support/iza'],
    ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Local\\iza'],
  ] as const)('state on %s with %j', (platform, environment, expected) => {
    expect(stateFolder({ platform, homeFolder: '/home/ada', environment })).toBe(expected);
  });

  test('config files are looked for where the platform keeps them', () => {
    expect(configFileCandidates({ platform: 'linux', homeFolder: '/h', environment: { XDG_CONFIG_HOME: '/x' } })[0]).toBe('/x/iza/config.yaml');
    expect(configFileCandidates({ platform: 'win32', homeFolder: 'C:\\h', environment: { APPDATA: 'C:\\r' } })[0]).toBe('C:\\r\\iza\\config.yaml');
  });

  test('the index of the same vaults is the same folder in any order', () => {
    const machine = { platform: 'linux', homeFolder: '/h', environment: {} } as const;
    expect(defaultIndexFolder(['/b', '/a'], machine)).toBe(defaultIndexFolder(['/a', '/b'], machine));
    expect(defaultIndexFolder(['/a'], machine)).not.toBe(defaultIndexFolder(['/a', '/b'], machine));
  });
});
