import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { StaticFile } from '../http/index.ts';

const folder = new URL('../page/', import.meta.url);
/** Nothing is written: only the names of the outputs need a folder. */
const OUTPUT_FOLDER = fileURLToPath(new URL('../page/', import.meta.url));
const SCRIPT_PATH = /^\/page(?:-[\w-]+)?\.js$/;

/**
 * The page's files by path. The scripts are bundled when one is first asked for (some 100 ms) and kept: a checkout needs no build step,
 * and what is served is always what the sources say. What a tab alone needs is a script of its own, loaded with the tab.
 */
export function createPageFiles(): (path: string) => Promise<StaticFile | undefined> {
  const loaders: Readonly<Record<string, () => Promise<StaticFile>>> = {
    '/': () => readPageFile('index.html', 'text/html; charset=utf-8'),
    '/page.css': () => readPageFile('page.css', 'text/css; charset=utf-8'),
    '/favicon.svg': () => readPageFile('favicon.svg', 'image/svg+xml'),
  };
  const loaded = new Map<string, Promise<StaticFile>>();
  let scripts: Promise<ReadonlyMap<string, string>> | undefined;

  async function scriptAt(path: string): Promise<StaticFile | undefined> {
    scripts ??= bundlePage();
    scripts.catch(() => {
      scripts = undefined;
    });
    const body = (await scripts).get(path);
    return body === undefined ? undefined : { contentType: 'text/javascript; charset=utf-8', body };
  }

  return async (path) => {
    if (SCRIPT_PATH.test(path)) return scriptAt(path);
    if (!Object.hasOwn(loaders, path)) return undefined;
    const file = loaded.get(path) ?? loaders[path]();
    loaded.set(path, file);
    file.catch(() => loaded.delete(path));
    return file;
  };
}

async function readPageFile(name: string, contentType: string): Promise<StaticFile> {
  return { contentType, body: await readFile(new URL(name, folder), 'utf8') };
}

/** The page's script and what it loads later, by path. */
async function bundlePage(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', folder))],
    bundle: true,
    splitting: true,
    write: false,
    outdir: OUTPUT_FOLDER,
    chunkNames: 'page-[name]-[hash]',
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, text }) => [`/${basename(path)}`, text]));
}
