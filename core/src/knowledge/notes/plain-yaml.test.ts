import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { indexLines } from './line-index.ts';
import { readPlainYaml } from './plain-yaml.ts';

function read(yaml: string) {
  const lines = indexLines(yaml);
  return readPlainYaml(yaml, lines, { fromLine: 0, toLine: lines.starts.length });
}

test.each([
  ['title: A note', { title: 'A note' }],
  ['tags: [a, b/c]', { tags: ['a', 'b/c'] }],
  ['tags:\n- a\n- b', { tags: ['a', 'b'] }],
  ['tags:\n  - a\n  - "b c"\nnext: 1.5', { tags: ['a', 'b c'], next: 1.5 }],
  ['empty:\nlist:\n- ', { empty: null, list: [null] }],
  ['url: https://example.org/#part', { url: 'https://example.org/#part' }],
  ['date: 2024-01-31\ntime: 2024-01-31T10:00:00', { date: '2024-01-31', time: '2024-01-31T10:00:00' }],
  ['done: true\nscore: -3', { done: true, score: -3 }],
  ['über: x', undefined],
])('readPlainYaml() reads %j without a parser', (yaml, expected) => {
  const { properties, complete } = read(yaml);
  expect(complete ? Object.fromEntries(properties) : undefined).toEqual(expected);
});

test.each(['a: [b', 'a: {b: c}', 'a: |\n  text', 'a: b: c', 'a: &x 1', 'a: 0x10', 'a: 1e3', '- a\n- b', 'a: "b\\n"', 'a: x\n  continued', 'a: b #comment', 'a: [x]\n- y'])(
  'readPlainYaml() leaves %j to a parser',
  (yaml) => {
    expect(read(yaml).complete).toBe(false);
  },
);

test('readPlainYaml() keeps the lines it understands of malformed YAML', () => {
  const { properties, complete } = read('title: Fine\nbroken: [a\ntags: [x]');
  expect(complete).toBe(false);
  expect(Object.fromEntries(properties)).toEqual({ title: 'Fine', tags: ['x'] });
});

test('what readPlainYaml() calls complete means the same to a YAML parser', () => {
  const word = fc.oneof(
    fc.constantFrom('a', 'b c', 'x: y', 'x:', '- z', '1', '01', '1.0', '-0', '+1', '1e5', '0x1F', '0o7', '.5', '5.', 'null', 'Null', 'TRUE', 'true', 'no', '~', '"q"', "'q'", '"', '[a, b]', '[]', '[a,]', '{a: b}', '#c', 'a #c', 'a#c', '*x', '&x', '!t', '|', '>', '%', '@u', '`c', '?', '? a', ':', ':x', '-', '-x', '--- ', '...', '2024-01-01', '12:30:45', 'é', '日本', '.inf', '.NaN', '1_000', '', '  '),
    fc.string({ maxLength: 6 }).filter((text) => !/[\r\n]/.test(text)),
  );
  const line = fc.oneof(
    fc.tuple(fc.constantFrom('key', 'other', 'a b', 'null', 'true', 'x-1'), fc.constantFrom(':', ': ', ':  ', ' : '), word).map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom('- ', '  - ', '-', '    - '), word).map((parts) => parts.join('')),
    word,
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (written) => {
      const yaml = written.join('\n');
      const { properties, complete } = read(yaml);
      if (!complete || properties.size === 0) return;
      expect(Object.fromEntries(properties)).toEqual(parse(yaml, { uniqueKeys: false, logLevel: 'silent' }));
    }),
    { numRuns: 3000 },
  );
});
