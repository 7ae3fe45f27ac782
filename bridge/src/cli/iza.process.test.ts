import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/*
 * The real program: the launcher, the project's Node, a real vault, real signals.
 */
const launcher = fileURLToPath(new URL('../../../iza', import.meta.url));
let folder: string;
let vault: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-process-'));
  vault = join(folder, 'vault with space');
  mkdirSync(join(vault, '.obsidian'), { recursive: true });
  writeFileSync(join(vault, 'Backups.md'), '# Backups\n\nThe photos are copied to two disks every Sunday.\n');
  writeFileSync(join(folder, 'secret.md'), 'This is outside the vault.\n');
  writeFileSync(join(vault, 'Travel.md'), '# Travel\n\nThe night train leaves at 21:45.\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], HOME: folder, XDG_STATE_HOME: join(folder, 'state'), XDG_CONFIG_HOME: join(folder, 'config') });

function iza(args: string[], { cwd = folder, input = '' }: { cwd?: string; input?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(launcher, args, { cwd, input, encoding: 'utf8', env: environment() });
  return { status, stdout, stderr };
}

async function start(...args: string[]): Promise<{ child: ChildProcessByStdio<null, Readable, Readable>; output: () => string; url: string; token: string }> {
  const child = spawn(launcher, ['start', '--vault', vault, ...args], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  for await (const data of child.stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    output += data.toString();
    if (/#token=\S+/.test(output)) break;
  }
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  const [, url, token] = /(http:\/\/\S+)#token=(\S+)/.exec(output) ?? [];
  if (!url || !token) throw new Error(`iza start printed no address:\n${output}`);
  return { child, output: () => output, url, token };
}

describe.skipIf(process.platform === 'win32')('./iza', () => {
  test('answers with proof from a vault it has never seen, found upwards from where it runs', () => {
    mkdirSync(join(vault, 'deep', 'below'), { recursive: true });
    const { status, stdout, stderr } = iza(['notes', 'ask', 'Where', 'are', 'the', 'photos', 'copied?'], { cwd: join(vault, 'deep', 'below') });
    expect(stderr).toMatch(/Indexing your notes for the first time/);
    expect(stdout).toMatch(/two disks every Sunday/);
    expect(stdout).toMatch(/\[1\] Backups\.md:3.*✓ verified/);
    expect(stdout).not.toContain('\u001b');
    expect(status).toBe(0);
  });

  test('prints one JSON object for a program, from a question in a pipe', () => {
    const { status, stdout, stderr } = iza(['notes', 'search', '-', '--json', '--vault', 'vault with space'], { input: 'night train\n' });
    expect((JSON.parse(stdout) as { passages: { path: string }[] }).passages[0].path).toBe('Travel.md');
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test.each<[string[], number, RegExp]>([
    [['notes', 'read', 'Missing.md', '--json', '--vault', 'vault with space'], 3, /"code":"note-missing"/],
    [['notes', 'search', 'a', '--json', '--vault', 'nowhere'], 3, /"code":"source-missing"/],
  ])('%j ends with %d', (args, expected, pattern) => {
    const { status, stdout } = iza(args);
    expect(stdout).toMatch(pattern);
    expect(status).toBe(expected);
  });

  test('stays quiet when the reader of its output goes away', () => {
    const { stdout, stderr } = spawnSync('sh', ['-c', `'${launcher}' help | head -n 1`], { encoding: 'utf8', env: environment() });
    expect(stdout).toBe('iza: answers from your own notes, with proof\n');
    expect(stderr).toBe('');
  });

  test('evaluates judged files without any vault', () => {
    const set = join(folder, 'judged');
    mkdirSync(set, { recursive: true });
    writeFileSync(join(set, 'corpus.jsonl'), '{"_id":"1","id":"1","title":"Trains","text":"The night train leaves."}\n{"_id":"2","id":"2","title":"Disks","text":"Photos are copied to disks."}\n');
    writeFileSync(join(set, 'queries.jsonl'), '{"_id":"a","id":"a","text":"night train"}\n');
    writeFileSync(join(set, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\na\t1\t1\n');
    const expected = { ndcgAt10: 1, recallAt10: 1, recallAt100: 1, mrrAt10: 1, queryCount: 1, queryMsP50: expect.any(Number) };
    const whole = iza(['notes', 'evaluate', 'judged', '--json']);
    expect(whole.stderr).toBe('');
    expect(JSON.parse(whole.stdout)).toMatchObject(expected);
    const parts = iza(['notes', 'evaluate', '--corpus', 'judged/corpus.jsonl', '--queries', 'judged/queries.jsonl', '--qrels', 'judged/qrels.tsv', '--json']);
    expect(JSON.parse(parts.stdout)).toMatchObject(expected);
  });
});

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  test.each([
    [1, /Stopping[\s\S]*Stopped\./],
    [2, /Stopping/],
  ])('pressed %d times ends a command that waits for a model with 130', async (times, said) => {
    // A model that takes the question and never answers, not even to being hung up on.
    const asked = Promise.withResolvers<void>();
    const model = createHttpServer(() => asked.resolve()).listen(0, '127.0.0.1');
    await once(model, 'listening');
    const { port } = model.address() as AddressInfo;
    const env = { ...environment(), OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` };
    const child = spawn(launcher, ['notes', 'ask', 'Where are the photos copied?', '--vault', vault], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let errorOutput = '';
    child.stderr.on('data', (data: Buffer) => (errorOutput += data.toString()));
    const ended = once(child, 'exit');
    // A command that fails before it asks must be a red test, not a wait.
    await Promise.race([asked.promise, ended.then(() => Promise.reject(new Error(`It ended before it asked: ${errorOutput}`)))]);
    for (let press = 0; press < times; press += 1) child.kill('SIGINT');
    const [exitCode] = (await ended) as [number | null];
    model.closeAllConnections();
    model.close();
    expect(exitCode).toBe(130);
    expect(errorOutput).toMatch(said);
  });
});

describe.skipIf(process.platform === 'win32')('./iza start', () => {
  test('moves to a free port, serves other commands of this user, follows changes, and ends cleanly on Ctrl-C', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const { child, output, url, token } = await start('--port', String(port));
    try {
      expect(output()).toContain(`Port ${port} is in use by another program`);
      expect(output()).toContain('Nothing leaves this machine');
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-iza': '1' };
      const search = async (query: string) => (await (await fetch(`${url}v1/notes/search`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json()) as { passages: { path: string }[] };
      const until = async (query: string, path: string): Promise<void> => {
        while ((await search(query)).passages[0]?.path !== path) await new Promise((resolve) => setTimeout(resolve, 50));
      };
      await until('night train', 'Travel.md');
      writeFileSync(join(vault, 'Fresh.md'), '# Fresh\n\nThe marzipan festival is in May.\n');
      await until('marzipan festival', 'Fresh.md');
      expect((await fetch(`${url}v1/notes/search`, { method: 'POST', headers: { ...headers, authorization: 'Bearer x' }, body: '{}' })).status).toBe(401);

      for (const path of ['../secret.md', join(folder, 'secret.md'), '..%2fsecret.md', 'deep/../../secret.md']) {
        const refused = await fetch(`${url}v1/notes/read`, { method: 'POST', headers, body: JSON.stringify({ path }) });
        expect([404, 422]).toContain(refused.status);
        expect(await refused.text()).not.toContain('outside the vault');
      }

      const throughBridge = iza(['notes', 'search', 'marzipan', '--json', '--vault', vault]);
      expect((JSON.parse(throughBridge.stdout) as { passages: { path: string }[] }).passages[0].path).toBe('Fresh.md');
    } finally {
      child.kill('SIGINT');
      holder.close();
    }
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    expect(exitCode).toBe(0);
    // The token of a run that is over is nowhere any more.
    expect(iza(['notes', 'status', '--json', '--vault', vault]).status).toBe(0);
  });
});
