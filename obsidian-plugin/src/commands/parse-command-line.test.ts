import { expect, test } from 'vitest';
import type { CatalogField } from './capability-catalog.ts';
import { parseCommandLine } from './parse-command-line.ts';

const field = (name: string, kind: CatalogField['kind']): CatalogField => ({ name, kind, description: '', required: false, choices: [], defaultValue: undefined });
const fields = [field('query', 'text'), field('limit', 'number'), field('explain', 'toggle'), field('tag', 'list')];

test('parseCommandLine() reads each kind of value, and leaves out what was not given', () => {
  expect(parseCommandLine(fields, { query: 'roses', limit: '5', explain: 'true', tag: 'a, b/c,' })).toEqual({ query: 'roses', limit: 5, explain: true, tag: ['a', 'b/c'] });
  expect(parseCommandLine(fields, { query: '' })).toEqual({ query: '' });
});

test('parseCommandLine() ignores what the capability does not take', () => {
  expect(parseCommandLine(fields, { vault: 'Home', format: 'json' })).toEqual({});
});

test.each([['limit', 'many'], ['limit', ' '], ['explain', 'perhaps']])('parseCommandLine() leaves %s=%j to the schema, which says what was expected', (name, text) => {
  expect(parseCommandLine(fields, { [name]: text })).toEqual({ [name]: text });
});

test('parseCommandLine() takes false for a flag', () => {
  expect(parseCommandLine(fields, { explain: 'false' })).toEqual({ explain: false });
});
