import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { StaticFile } from '../http/index.ts';

const folder = new URL('../page/', import.meta.url);

/**
 * The page's files by path. The script is bundled when it is first asked for (some 30 ms) and kept: a checkout needs no build step,
 * and what is served is always what the sources say.
 */
export function createPageFiles(): (path: string) => Promise<StaticFile | undefined> {
  const loaders: Readonly<Record<string, () => Promise<StaticFile>>> = {
    '/': () => readPageFile('index.html', 'text/html; charset=utf-8'),
    '/page.css': () => readPageFile('page.css', 'text/css; charset=utf-8'),
    '/favicon.svg': () => readPageFile('favicon.svg', 'image/svg+xml'),
    '/page.js': async () => ({ contentType: 'text/javascript; charset=utf-8', body: await bundlePage() }),
  };
  const loaded = new Map<string, Promise<StaticFile>>();
  return async (path) => {
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

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', folder))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}
