/**
 * Builds the extension into dist/ and packs it as dist/iza-os.vsix, offline: `node vscode-extension/build.ts`.
 * --bundle-only stops before the packing; --manifest first writes the parts of package.json that are derived from the capability registry and the settings.
 *
 * Everything is bundled, so the VSIX holds no node_modules. transformers.js and vectra stay out: their native and large
 * packages would tie the VSIX to one platform, and this host's settings do not offer them (src/manifest/contributions.ts).
 */
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { createVSIX } from '@vscode/vsce';
import { writeManifest } from './src/manifest/write-manifest.ts';

const folder = import.meta.dirname;
const dist = join(folder, 'dist');

/** zod carries its messages in fifty languages, half of each bundle; IZA speaks one. */
const englishMessages: Plugin = {
  name: 'english-messages',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: `export { default as en } from './en.js';` }));
  },
};

const node: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  external: ['vscode'],
  plugins: [englishMessages],
  loader: { '.wasm': 'binary' },
  // The default entry of `startIzaWorker` is never taken here: the host names its bundled worker.
  logOverride: { 'empty-import-meta': 'silent' },
};

async function bundle(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await Promise.all([
    build({ ...node, entryPoints: { extension: join(folder, 'src/extension.ts') }, outdir: dist, outExtension: { '.js': '.cjs' } }),
    build({ ...node, entryPoints: { 'iza-worker': join(folder, 'src/adapters/iza-worker.ts') }, outdir: dist, outExtension: { '.js': '.cjs' } }),
    build({
      bundle: true,
      platform: 'browser',
      format: 'iife',
      target: 'chrome120',
      minify: true,
      plugins: [englishMessages],
      entryPoints: { 'notes-page': join(folder, 'src/page/notes-page.ts'), 'notes-page-style': join(folder, 'src/page/notes-page.css') },
      outdir: dist,
    }),
  ]);
}

/** Packs a staged copy: its package.json has no workspace dependencies and no scripts, so vsce asks no package manager. */
async function pack(): Promise<void> {
  const stage = join(dist, 'vsix');
  mkdirSync(stage, { recursive: true });
  for (const name of ['media', 'README.md']) cpSync(join(folder, name), join(stage, name), { recursive: true });
  for (const name of ['LICENSE', 'CHANGELOG.md']) cpSync(join(folder, '..', name), join(stage, name));
  mkdirSync(join(stage, 'dist'));
  for (const name of ['extension.cjs', 'iza-worker.cjs', 'notes-page.js', 'notes-page-style.css']) cpSync(join(dist, name), join(stage, 'dist', name));
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>; // reason: our own file
  for (const name of ['dependencies', 'devDependencies', 'private', 'type']) delete manifest[name];
  writeFileSync(join(stage, 'package.json'), JSON.stringify({ ...manifest, name: 'iza-os', files: ['dist', 'media', '*.md', 'LICENSE'] }, null, 2));
  const packagePath = join(dist, 'iza-os.vsix');
  await createVSIX({ cwd: stage, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  console.log(`${packagePath} (${(statSync(packagePath).size / 1024).toFixed(0)} KB)`);
}

if (process.argv.includes('--manifest')) writeManifest();
await bundle();
if (!process.argv.includes('--bundle-only')) await pack();
