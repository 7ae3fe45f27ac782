import { describe, expect, test } from 'vitest';
import { createMemoryBlobStore, createMemoryNoteSource } from '../../testing/index.ts';
import { openKnowledgeBase } from './index.ts';

const clock = { nowMs: () => Date.now(), sleep: async () => undefined };

async function openOver(notes: Record<string, string>) {
  const source = createMemoryNoteSource({ notes });
  const base = await openKnowledgeBase({ sources: [source], store: createMemoryBlobStore(), clock });
  await base.sync();
  return { source, base };
}

describe('search()', () => {
  const longNote = `# Boat\n\nIntroduction to boats.\n\n## Sails\n\n${'A mainsail catches wind. '.repeat(80)}\n\n${'Reef the mainsail in a storm. '.repeat(80)}\n\n## Hull\n\nThe hull is oak.\n`;

  test('gives lines and offsets that hold the exact text', async () => {
    const notes = { 'boat.md': longNote, 'bom.md': '\uFEFF# Hat\r\n\r\nA hat of straw 🎩.\r\n' };
    const { base } = await openOver(notes);
    const [hat] = await base.search('straw hat');
    const decoded = notes['bom.md'].slice(1);
    expect(decoded.slice(hat.start, hat.end)).toBe(hat.text);
    expect(hat.text).toContain('straw 🎩');
    for (const passage of await base.search('mainsail storm')) {
      expect(longNote.slice(passage.start, passage.end)).toBe(passage.text);
      const lines = longNote.split('\n');
      expect(passage.text.startsWith(lines[passage.startLine - 1].slice(0, 10))).toBe(true);
      expect(lines.slice(passage.startLine - 1, passage.endLine).join('\n')).toContain(passage.text.trim().slice(-20));
    }
  });

  test('shows present words: an edit moves them, a removed note or sentence drops out, the next hit takes the place', async () => {
    const { source, base } = await openOver({ 'a.md': '# A\n\nThe quokka smiles.', 'b.md': '# B\n\nA quokka in the sun.', 'c.md': '# C\n\nNo quokka, but a wombat quokka.' });
    source.save('a.md', '---\nnew: frontmatter\n---\n\n# A\n\nThe quokka smiles.');
    source.save('b.md', '# B\n\nNothing here any more.');
    const found = await base.search('quokka', { limit: 2 });
    expect(found.map(({ path }) => path).sort()).toEqual(['a.md', 'c.md']);
    expect(found.find(({ path }) => path === 'a.md')).toMatchObject({ startLine: 5 });
    source.remove('a.md');
    expect((await base.search('quokka')).map(({ path }) => path)).toEqual(['c.md']);
    source.vanish();
    expect(await base.search('quokka')).toEqual([]);
  });

  test('with parents gives each section once', async () => {
    const { base } = await openOver({ 'boat.md': longNote });
    const chunks = await base.search('mainsail');
    expect(chunks.length).toBeGreaterThan(1);
    const sections = await base.search('mainsail', { parents: true });
    expect(new Set(sections.map(({ start }) => start)).size).toBe(sections.length);
    const sails = sections.find(({ headingPath }) => headingPath.includes('Sails'))!;
    expect(sails.text).toContain('catches wind');
    expect(sails.text).toContain('Reef the mainsail');
  });

  test('filters by folder, tag, property and date, and limits passages of one note', async () => {
    const { base } = await openOver({
      'Work/plan.md': '---\nstatus: open\ntags: [project/iza]\n---\nA plan for the fox.',
      'Work/old.md': '---\nstatus: done\n---\nAn old plan for the fox.',
      'Home/plan.md': 'Another plan for the fox. #home',
    });
    const paths = async (filter: Parameters<typeof base.search>[1]) => (await base.search('fox plan', filter)).map(({ path }) => path).sort();
    expect(await paths({ filter: { folders: ['Work'] } })).toEqual(['Work/old.md', 'Work/plan.md']);
    expect(await paths({ filter: { tags: ['project'] } })).toEqual(['Work/plan.md']);
    expect(await paths({ filter: { tags: ['#home'] } })).toEqual(['Home/plan.md']);
    expect(await paths({ filter: { properties: { status: 'done' } } })).toEqual(['Work/old.md']);
    expect(await paths({ filter: { modifiedAfterMs: 3 } })).toEqual(['Home/plan.md']);
    expect((await base.search('mainsail', { passagesPerNote: 1, limit: 5 })).length).toBeLessThanOrEqual(1);
  });

  test('explains each hit when asked, and one note whatever its rank', async () => {
    const { base } = await openOver({ 'a.md': '# Fox\n\nThe fox runs.', 'b.md': '# Hen\n\nThe hen runs from the fox.' });
    const [plain] = await base.search('fox');
    expect(plain.signals).toBeUndefined();
    const [explained] = await base.search('fox', { explain: true });
    expect(explained.signals!.length).toBeGreaterThan(0);
    expect(await base.explain('fox', { path: 'b.md' })).toMatchObject({ path: 'b.md', signals: expect.any(Array) });
    expect(await base.explain('fox', { path: 'absent.md' })).toBeUndefined();
  });

  test('never throws on any query', async () => {
    const { base } = await openOver({ 'a.md': 'fox' });
    for (const query of ['', ' ', '"', '\\', '***', '\uD800', '🦊', 'a'.repeat(5000), '#^[[|]]', '\0']) expect(Array.isArray(await base.search(query))).toBe(true);
  });
});

describe('links', () => {
  const notes = {
    'Fox.md': 'A fox. [[Hen]] and [[Farm/Barn|the red barn]].',
    'Hen.md': 'A hen in the [[Barn]].',
    'Farm/Barn.md': 'A barn with a roof. #building',
    'Farm/Silo.md': 'A silo for grain. #building',
    'Dog.md': 'A dog guards [[Hen]] and looks for [[Wolf]].',
  };

  test('read() gives backlinks, related() gives reasons', async () => {
    const { base } = await openOver(notes);
    expect((await base.read('Farm/Barn.md'))!.backlinks).toEqual(['Fox.md', 'Hen.md']);
    const related = await base.related('Fox.md');
    const reasonsOf = (path: string) => related.find((note) => note.path === path)?.reasons ?? [];
    expect(reasonsOf('Hen.md')).toContain('linked from here');
    expect(reasonsOf('Dog.md')).toContain('shares 1 link');
    expect((await base.related('Hen.md')).find(({ path }) => path === 'Fox.md')!.reasons).toContain('links here');
    expect((await base.related('Farm/Silo.md')).find(({ path }) => path === 'Farm/Barn.md')!.reasons).toContain('tagged #building too');
    expect(await base.related('absent.md')).toEqual([]);
  });

  test('follow notes that appear, move and vanish', async () => {
    const { source, base } = await openOver(notes);
    const backlinks = async (path: string) => (await base.read(path))?.backlinks;
    source.save('Wolf.md', 'A wolf.');
    await base.sync();
    expect(await backlinks('Wolf.md')).toEqual(['Dog.md']);
    source.move('Wolf.md', 'Wild/Wolf.md');
    await base.sync();
    expect(await backlinks('Wild/Wolf.md')).toEqual(['Dog.md']);
    source.remove('Fox.md');
    await base.sync();
    expect(await backlinks('Farm/Barn.md')).toEqual(['Hen.md']);
    source.save('Hen.md', 'A hen somewhere else.');
    await base.sync();
    expect(await backlinks('Farm/Barn.md')).toEqual([]);
  });

  test('what others call a note finds it, also after reopening', async () => {
    const source = createMemoryNoteSource({ notes: { 'x17.md': 'Nothing telling.', 'y.md': 'See [[x17|the giraffe enclosure]].' } });
    const store = createMemoryBlobStore();
    const first = await openKnowledgeBase({ sources: [source], store, clock });
    await first.sync();
    for (const base of [first, await openKnowledgeBase({ sources: [source], store, clock })]) {
      expect((await base.search('giraffe enclosure')).map(({ path }) => path)).toContain('x17.md');
    }
    source.save('y.md', 'See nothing.');
    await first.sync();
    expect((await first.search('giraffe enclosure')).map(({ path }) => path)).not.toContain('x17.md');
  });
});
