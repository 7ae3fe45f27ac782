import { spawnSync } from 'node:child_process';
import { capabilities } from '@iza/core/app';
import { describe, expect, test } from 'vitest';
import { deriveCommands } from './command-spec.ts';
import { completionScript } from './write-completion.ts';

const commands = deriveCommands(capabilities);
const hasBash = spawnSync('bash', ['--version']).status === 0;

/** What bash offers after these words; the last one is being typed. */
function completeInBash(...words: string[]): string[] {
  const script = `${completionScript('bash', commands)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _iza; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return spawnSync('bash', ['--norc', '-c', script, 'bash', ...words], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
}

describe.skipIf(!hasBash)('in bash, tab', () => {
  test.each<[string[], string[]]>([
    [['iza', 'no'], ['notes']],
    [['iza', 'notes', 's'], ['search', 'status']],
    [['iza', 'notes', 'search', '--ex'], ['--explain']],
    [['iza', 'notes', 'ask', '--scope', ''], ['notes', 'notes-and-general-knowledge']],
    [['iza', 'config', 'k'], ['keys']],
    [['iza', 'start', '--po'], ['--port']],
  ])('after %j offers %j', (words, expected) => {
    expect(completeInBash(...words)).toEqual(expected);
  });
});

describe('completionScript()', () => {
  test.each(['bash', 'zsh', 'fish'])('for %s names every verb and flag', (shell) => {
    const script = completionScript(shell, commands);
    for (const { verb, flags } of commands) for (const word of [verb, ...flags.map(({ name }) => name)]) expect(script).toContain(word);
  });

  test('refuses another shell by naming those it knows', () => {
    expect(() => completionScript('tcsh', commands)).toThrow(/"tcsh".*bash, zsh, fish/);
  });
});
