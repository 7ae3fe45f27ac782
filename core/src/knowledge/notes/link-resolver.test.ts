import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLinkResolver } from './link-resolver.ts';

const paths = ['Home.md', 'a/Note.md', 'b/Note.md', 'b/deep/Other.md', 'b/deep/Note.md', 'a/plan.canvas', 'a/v1.2.md', 'Zoë/Café.md', 'c/Home.md', 'x/README.md', 'y/README.md', 'a/b/Twice.md', 'c/Twice.md'];

test.each([
  // target, from, expected
  ['Home', 'a/Note.md', 'Home.md'],
  ['home', 'a/Note.md', 'Home.md'],
  ['Home.md', 'a/Note.md', 'Home.md'],
  ['Home', 'c/any.md', 'c/Home.md'],
  ['Note', 'a/x.md', 'a/Note.md'],
  ['Note', 'b/deep/x.md', 'b/deep/Note.md'],
  ['Note', 'Home.md', 'a/Note.md'],
  ['deep/Note', 'Home.md', 'b/deep/Note.md'],
  ['b/Note', 'b/deep/x.md', 'b/Note.md'],
  ['b/deep/Other', 'Home.md', 'b/deep/Other.md'],
  ['/Home', 'c/any.md', 'Home.md'],
  ['/Note', 'a/x.md', undefined],
  ['./Note', 'b/x.md', 'b/Note.md'],
  ['../a/Note.md', 'b/x.md', 'a/Note.md'],
  ['../../../a/Note', 'b/x.md', 'a/Note.md'],
  ['./Other', 'b/x.md', undefined],
  ['plan.canvas', 'Home.md', 'a/plan.canvas'],
  ['plan', 'Home.md', undefined],
  ['v1.2', 'Home.md', 'a/v1.2.md'],
  ['Cafe\u0301', 'Home.md', 'Zoë/Café.md'],
  ['README', 'Home.md', 'x/README.md'],
  ['Twice', 'Home.md', 'c/Twice.md'],
  ['', 'b/Note.md', 'b/Note.md'],
  ['Absent', 'Home.md', undefined],
  ['ote', 'Home.md', undefined],
])('resolve(%j) from %j gives %j', (target, fromPath, expected) => {
  expect(createLinkResolver(paths).resolve(target, fromPath)).toBe(expected);
});

test('resolve() prefers the written case where two paths differ only in it', () => {
  const resolver = createLinkResolver(['NOTE.md', 'note.md']);
  expect([resolver.resolve('note', 'x.md'), resolver.resolve('NOTE', 'x.md')]).toEqual(['note.md', 'NOTE.md']);
});

test('a resolver that followed edits answers as one made of the final paths, in any order', () => {
  const name = fc.constantFrom('a', 'b', 'A', 'note', 'Note');
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `${names.join('/')}.md`);
  const edit = fc.oneof(
    fc.record({ type: fc.constant('add' as const), path }),
    fc.record({ type: fc.constant('remove' as const), path }),
    fc.record({ type: fc.constant('move' as const), path, to: path }),
  );
  fc.assert(
    fc.property(fc.array(path), fc.array(edit), path, fc.array(name, { minLength: 1, maxLength: 2 }), (initial, edits, fromPath, target) => {
      const resolver = createLinkResolver(initial);
      const final = new Set(initial);
      for (const change of edits) {
        if (change.type === 'add') {
          resolver.add(change.path);
          final.add(change.path);
        } else if (change.type === 'remove') {
          resolver.remove(change.path);
          final.delete(change.path);
        } else {
          resolver.move(change.path, change.to);
          final.delete(change.path);
          final.add(change.to);
        }
      }
      const rebuilt = createLinkResolver([...final].sort());
      expect(resolver.resolve(target.join('/'), fromPath)).toBe(rebuilt.resolve(target.join('/'), fromPath));
    }),
  );
});
