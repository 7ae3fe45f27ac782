import { readFileSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import type { ProviderKeys } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import { parseDocument } from 'yaml';
import { listConfigKeys, type ConfigKey } from './config-keys.ts';
import { configFileCandidates, type Machine } from './config-paths.ts';
import { configProblem } from './config-problem.ts';
import { configSchema, type Config } from './config-schema.ts';
import { environmentVariables, ollamaUrlOf, type EnvironmentVariable } from './environment.ts';

export interface LoadConfigOptions extends Machine {
  /** Relative paths of the environment and of the command line start here. */
  readonly currentFolder: string;
  /** `--config`: must exist. */
  readonly file?: string | undefined;
}

type Raw = Record<string, unknown>;

/**
 * Reads the config file, lays the environment over it and checks the result.
 * Nothing is sent anywhere because of a default: a remote chat model is chosen by a setting or by a key in the environment only,
 * a remote embedder, which would send every note, by a setting only.
 * @throws IzaError `bad-config` that names the key, what was received and the fix
 */
export function loadConfig(options: LoadConfigOptions): Config {
  const keys = listConfigKeys();
  const { file, raw } = readConfigFile(options);
  const origins: Record<string, string> = {};
  for (const { key } of keys) if (get(raw, key) !== undefined) origins[key] = file!;

  const secrets: { anthropic?: string; openai?: string } = {};
  for (const variable of environmentVariables) {
    const value = options.environment[variable.name];
    if (value === undefined || value.trim() === '' || variable.onlyFor) continue;
    if (variable.secret) {
      const name = variable.key.slice('keys.'.length) as keyof ProviderKeys;
      if (secrets[name] !== undefined) continue;
      secrets[name] = checkedSecret(variable.name, value);
      origins[variable.key] = variable.name;
    } else {
      set(raw, variable.key, valueOf(variable, value, keys, options));
      origins[variable.key] = variable.name;
    }
  }
  chooseProvider(raw, 'chat', origins, options.environment);
  chooseProvider(raw, 'embedder', origins, options.environment);
  for (const variable of environmentVariables) {
    const value = options.environment[variable.name];
    if (!variable.onlyFor || !value || get(raw, variable.key) !== undefined || get(raw, variable.onlyFor.key) !== variable.onlyFor.provider) continue;
    set(raw, variable.key, variable.onlyFor.provider === 'ollama' ? ollamaUrlOf(value) : value);
    origins[variable.key] = variable.name;
  }

  const parsed = configSchema.safeParse(raw);
  if (!parsed.success) throw configProblem(parsed.error.issues, { keys, origins, file, raw });
  const { vault, index, port, ...settings } = parsed.data;
  return { vaults: vault, index, port, settings, keys: secrets, file, origins };
}

function readConfigFile(options: LoadConfigOptions): { file: string | undefined; raw: Raw } {
  const candidates = options.file === undefined ? configFileCandidates(options) : [resolve(options.currentFolder, options.file)];
  for (const file of candidates) {
    const text = readIfThere(file, options.file !== undefined);
    if (text === undefined) continue;
    const document = parseDocument(text, { prettyErrors: true });
    const [problem] = document.errors;
    if (problem) throw new IzaError('bad-config', `Cannot read ${file}: ${problem.message.split('\n')[0]} Correct that line.`);
    const value: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new IzaError('bad-config', `Cannot read ${file}: it must hold keys such as "vault: ~/Notes". See every key with \`iza config keys\`.`);
    }
    return { file, raw: withResolvedPaths(value as Raw, dirname(file), options.homeFolder) };
  }
  return { file: undefined, raw: {} };
}

function readIfThere(file: string, mustExist: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!mustExist && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw new IzaError('bad-config', `Cannot read the config file ${file}: ${code === 'ENOENT' ? 'it is not there' : String(code)}. Correct --config, or the file's permissions.`, { cause: error });
  }
}

/** Paths in a file are relative to the file, `~` is the home folder, and one vault need not be a list. */
function withResolvedPaths(raw: Raw, folder: string, homeFolder: string): Raw {
  const resolved: Raw = structuredClone(raw);
  if (typeof raw['vault'] === 'string') resolved['vault'] = [raw['vault']];
  if (Array.isArray(resolved['vault'])) resolved['vault'] = resolved['vault'].map((path: unknown) => (typeof path === 'string' ? resolvePath(path, folder, homeFolder) : path));
  if (typeof raw['index'] === 'string') resolved['index'] = resolveIndex(raw['index'], folder, homeFolder);
  return resolved;
}

/** @example resolvePath('~/Notes', '/anywhere', '/home/ada') === '/home/ada/Notes' */
export function resolvePath(path: string, folder: string, homeFolder: string): string {
  return resolve(folder, path.replace(/^~(?=$|[/\\])/, () => homeFolder));
}

function resolveIndex(index: string, folder: string, homeFolder: string): string {
  return index === 'inside' ? index : resolvePath(index, folder, homeFolder);
}

function valueOf({ name, key }: EnvironmentVariable, value: string, keys: readonly ConfigKey[], options: LoadConfigOptions): unknown {
  if (name === 'IZA_VAULT') return value.split(delimiter).filter(Boolean).map((path) => resolvePath(path, options.currentFolder, options.homeFolder));
  if (name === 'IZA_INDEX') return resolveIndex(value, options.currentFolder, options.homeFolder);
  switch (keys.find((candidate) => candidate.key === key)?.kind) {
    case 'list':
      return value.split(',').map((part) => part.trim()).filter(Boolean);
    case 'number':
    case 'integer':
      // What is no number stays text, so that the error shows it as it was written.
      return /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
    case 'boolean':
      return value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value;
    case 'text':
    case undefined:
      return value;
  }
}

function checkedSecret(name: string, value: string): string {
  const trimmed = value.trim();
  if (/[\s\p{Cc}]/u.test(trimmed)) {
    throw new IzaError('bad-config', `Cannot use ${name}: it holds a space or a line break (${trimmed.length} characters were received, not shown). Copy the key again.`);
  }
  return trimmed;
}

/** Fills in a provider that nobody set: from the model's name, for chat also from a key or Ollama's address. */
function chooseProvider(raw: Raw, area: 'chat' | 'embedder', origins: Record<string, string>, environment: Machine['environment']): void {
  if (get(raw, `${area}.provider`) !== undefined) return;
  const choose = (provider: string, origin: string): void => {
    set(raw, `${area}.provider`, provider);
    origins[`${area}.provider`] = origin;
  };
  const model = get(raw, `${area}.model`);
  const named = typeof model === 'string' ? /^(anthropic|ollama|openai|transformers)\/(.+)$/s.exec(model) : undefined;
  if (named && !(area === 'chat' && named[1] === 'transformers') && !(area === 'embedder' && named[1] === 'anthropic')) {
    set(raw, `${area}.model`, named[2]);
    return choose(named[1], origins[`${area}.model`] ?? 'chat.model');
  }
  if (area === 'embedder') return undefined;
  if (origins['keys.anthropic']) return choose('anthropic', origins['keys.anthropic']);
  if (origins['keys.openai']) return choose('openai', origins['keys.openai']);
  const ollama = ['OLLAMA_URL', 'OLLAMA_HOST'].find((name) => environment[name]?.trim());
  return ollama ? choose('ollama', ollama) : undefined;
}

function get(raw: Raw, key: string): unknown {
  let value: unknown = raw;
  for (const name of key.split('.')) value = typeof value === 'object' && value !== null ? (value as Raw)[name] : undefined;
  return value;
}

function set(raw: Raw, key: string, value: unknown): void {
  const names = key.split('.');
  const last = names.pop()!;
  let target = raw;
  for (const name of names) {
    const next = target[name];
    // A file that says `chat: 3` is wrong; what the schema says of it is better than a crash here.
    target = typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Raw) : ((target[name] = {}));
  }
  target[last] = value;
}
