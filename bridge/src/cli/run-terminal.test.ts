import { expect, test } from 'vitest';
import { izaVersion } from './version.ts';
import { runTerminal } from './run-terminal.ts';
import { wantsColor } from './terminal.ts';
import { createRecordingTerminal } from './test-terminal.ts';

async function run(...argv: string[]) {
  const terminal = createRecordingTerminal({ environment: { IZA_PORT: argv.includes('show') ? '9' : '' } });
  return { exitCode: await runTerminal(argv, terminal), output: terminal.output, errorOutput: terminal.errorOutput };
}

test.each<[string[], number, RegExp]>([
  [[], 0, /Usage: iza <area> <verb>/],
  [['--help'], 0, /Usage: iza <area> <verb>/],
  [['help', 'notes', 'search'], 0, /Usage: iza notes search <query>/],
  [['notes', 'search', '--help'], 0, /Usage: iza notes search <query>/],
  [['notes', '--help'], 0, /iza notes related <path>/],
  [['start', '--help'], 0, /Usage: iza start/],
  [['config', 'keys'], 0, /chat\.provider {2}none\|anthropic\|ollama\|openai · default "none" · IZA_CHAT_PROVIDER\n {4}\S/],
  [['config', 'path'], 0, /\/home\/ada\/\.config\/iza\/config\.yaml/],
  [['config', 'show'], 0, /port +9 +IZA_PORT[\s\S]*Nothing leaves this machine/],
  [['config', 'keys', '--json'], 0, /^\{"keys":\[/],
  [['completion', 'fish'], 0, /complete -c iza/],
])('iza %j ends with %d', async (argv, exitCode, pattern) => {
  const result = await run(...argv);
  expect(result.output).toMatch(pattern);
  expect(result.exitCode).toBe(exitCode);
});

test('iza version', async () => {
  expect((await run('version')).output).toBe(`${izaVersion()}\n`);
});

test.each<[string[], RegExp]>([
  [['nots'], /Cannot run iza nots: there is no such command\. Did you mean iza notes\?/],
  [['search', 'a'], /Did you mean iza notes search\?/],
  [['notes', 'serach'], /Did you mean iza notes search\?/],
  [['help', 'xyzzy'], /See what there is with iza help/],
  [['notes', 'search', 'a', '--limt', '1'], /Did you mean --limit\?/],
  [['config', 'kyes'], /Did you mean keys\?/],
  [['completion', 'tcsh'], /bash, zsh, fish/],
  [['start', 'Notes'], /Did you mean --vault Notes\?/],
])('iza %j is refused with a hint on standard error', async (argv, pattern) => {
  const { exitCode, output, errorOutput } = await run(...argv);
  expect(errorOutput).toMatch(pattern);
  expect(output).toBe('');
  expect(exitCode).toBe(2);
});

test('with --json an error is one object on standard output', async () => {
  const { exitCode, output, errorOutput } = await run('notes', 'search', '--json');
  expect(JSON.parse(output)).toEqual({ error: { code: 'bad-input', message: expect.stringContaining('<query> is missing') } });
  expect(errorOutput).toBe('');
  expect(exitCode).toBe(2);
});

test.each<[string[], RegExp]>([
  [['notes', 'search', 'a', '--json'], /"code":"bad-input".*--vault DIR/],
  [['notes', 'search', 'a', '--json', '--config', '/none.yaml'], /"code":"bad-config".*none\.yaml/],
])('iza %j ends with 2', async (argv, pattern) => {
  const { exitCode, output } = await run(...argv);
  expect(output).toMatch(pattern);
  expect(exitCode).toBe(2);
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ TERM: 'dumb' }, true, false],
])('wantsColor(%j, %j) is %j', (environment, isTerminal, expected) => {
  expect(wantsColor(environment, isTerminal)).toBe(expected);
});
