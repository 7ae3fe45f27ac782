// Builds dist/: main.js with the engine inlined, manifest.json, styles.css. A release of an Obsidian plugin is these three files.
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const FOLDER = import.meta.dirname;
const LARGEST_MAIN_BYTES = 2_000_000;

const SHARED: BuildOptions = {
  bundle: true,
  write: false,
  minify: true,
  platform: 'browser',
  // A target is needed: without one `.wasm=binary` emits Uint8Array.fromBase64, which older Electrons do not have.
  target: ['es2022', 'chrome120', 'safari16'],
  charset: 'utf8',
  legalComments: 'none',
  loader: { '.wasm': 'binary' },
  inject: [join(FOLDER, 'src', 'engine', 'dispose-symbols.ts')],
  define: { 'Symbol.dispose': 'disposeSymbol', 'Symbol.asyncDispose': 'asyncDisposeSymbol' },
  logLevel: 'warning',
};

/** zod brings its messages in fifty languages; IZA writes its own, and falls back to English. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup(esbuild) {
    esbuild.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: 'export { default as en } from "./en.js";', loader: 'js' }));
  },
};

/** Puts other source text in the place of a module's own. */
function replaceModule(file: RegExp, textOf: (path: string) => Promise<string>): Plugin {
  return {
    name: `replace ${file.source}`,
    setup(esbuild) {
      esbuild.onLoad({ filter: file }, async ({ path }) => ({ contents: await textOf(path), loader: 'js' }));
    },
  };
}

/** The values of a module that are known at build time, instead of the code and the imports that made them. */
async function inlineExports(path: string): Promise<string> {
  const exported = Object.entries((await import(pathToFileURL(path).href)) as Record<string, unknown>);
  return exported.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
}

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const result = await build({ ...SHARED, ...options, entryPoints: [join(FOLDER, 'src', entry)], plugins: [englishOnly, ...(options.plugins ?? [])] });
  const [output] = result.outputFiles ?? [];
  if (!output) throw new Error(`Cannot build ${entry}: esbuild gave no output`);
  return output.text;
}

/** Builds into `outFolder` and gives the sizes. */
export async function buildPlugin({ outFolder = join(FOLDER, 'dist') }: { outFolder?: string } = {}): Promise<{ mainBytes: number; engineBytes: number }> {
  const engine = await bundle('engine/engine-entry.ts', { format: 'iife', globalName: 'engine' });
  const main = await bundle('main.ts', {
    format: 'cjs',
    external: ['obsidian'],
    plugins: [
      replaceModule(/engine[\\/]engine-module\.ts$/, async () => `export function engineModule() { "use strict"; ${engine} return engine; }`),
      replaceModule(/commands[\\/]capability-catalog\.ts$/, inlineExports),
    ],
  });
  await mkdir(outFolder, { recursive: true });
  await writeFile(join(outFolder, 'main.js'), main);
  await copyFile(join(FOLDER, 'manifest.json'), join(outFolder, 'manifest.json'));
  await copyFile(join(FOLDER, 'src', 'styles.css'), join(outFolder, 'styles.css'));
  const mainBytes = (await stat(join(outFolder, 'main.js'))).size;
  if (mainBytes >= LARGEST_MAIN_BYTES) throw new Error(`Cannot release main.js of ${mainBytes} bytes: it must stay below ${LARGEST_MAIN_BYTES}`);
  return { mainBytes, engineBytes: Buffer.byteLength(engine) };
}

if (import.meta.main) {
  const { mainBytes, engineBytes } = await buildPlugin();
  console.log(`main.js ${(mainBytes / 1e6).toFixed(2)} MB, of which the engine ${(engineBytes / 1e6).toFixed(2)} MB`);
}
