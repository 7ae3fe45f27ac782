import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capabilities } from '@iza/core/app';
import { buildPlugin } from '../build.ts';

let outFolder: string;
let main: string;

beforeAll(async () => {
  outFolder = await mkdtemp(join(tmpdir(), 'iza-obsidian-build-'));
  await buildPlugin({ outFolder });
  main = await readFile(join(outFolder, 'main.js'), 'utf8');
});
afterAll(() => rm(outFolder, { recursive: true, force: true }));

describe('buildPlugin()', () => {
  test('gives the three files of a release, main.js below 2 MB', async () => {
    expect((await readdir(outFolder)).sort()).toEqual(['main.js', 'manifest.json', 'styles.css']);
    expect(Buffer.byteLength(main)).toBeLessThan(2_000_000);
  });

  test('requires nothing but the app: a phone has no Node', () => {
    expect([...new Set([...main.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, name]) => name))]).toEqual(['obsidian']);
  });

  test('is parsed by engines without lookbehind, and asks for no global that Electron 28 lacks', () => {
    // A literal is refused when the script is parsed; a constructed pattern only where it is used.
    expect(main).not.toMatch(/[=(,:!&|?]\/(?:[^/\\\n]|\\.)*\(\?<[=!]/);
    expect(main).not.toMatch(/Uint8Array\.fromBase64|Promise\.try|Iterator\.from/);
  });

  test('names every capability that Obsidian offers, and none that it leaves out', () => {
    for (const { id, leftOut } of capabilities) expect(main.includes(`id:"${id}",title:`) && !leftOut?.obsidian, id).toBe(leftOut?.obsidian === undefined);
  });

  test('manifest and versions agree', async () => {
    const manifest = JSON.parse(await readFile(join(outFolder, 'manifest.json'), 'utf8')) as { version: string; minAppVersion: string; isDesktopOnly: boolean };
    const versions = JSON.parse(await readFile(join(import.meta.dirname, '..', 'versions.json'), 'utf8')) as Record<string, string>;
    expect(versions[manifest.version]).toBe(manifest.minAppVersion);
    expect(manifest.isDesktopOnly).toBe(false);
  });
});
