// Loaded with `node --import` before everything else, also in worker threads: plain JavaScript, for nothing can read TypeScript yet.
// Node 22 strips the types of every file at every start, which costs more than all the rest of `iza --help`. This keeps the stripped
// text in the checkout's node_modules/.cache until the file changes. Without this file everything works the same, only slower.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

const root = new URL('../../', import.meta.url).href;
const folder = fileURLToPath(new URL('node_modules/.cache/iza-stripped/', root));

module.enableCompileCache?.(fileURLToPath(new URL('node_modules/.cache/iza-compile', root)));
module.registerHooks?.({
  load(url, context, nextLoad) {
    if (!url.startsWith(root) || !url.endsWith('.ts') || url.includes('/node_modules/')) return nextLoad(url, context);
    return { format: 'module', source: strippedText(url), shortCircuit: true };
  },
});

function strippedText(url) {
  const path = fileURLToPath(url);
  const { size, mtimeMs } = statSync(path);
  const stamp = `// ${process.version} ${size} ${mtimeMs} ${url}\n`;
  const file = `${folder}${url.slice(root.length).replaceAll(/[^\w.-]/g, '_')}.js`;
  try {
    const kept = readFileSync(file, 'utf8');
    if (kept.startsWith(stamp)) return kept.slice(stamp.length);
  } catch {
    // Not kept yet.
  }
  const text = stripQuietly(readFileSync(path, 'utf8'), url);
  try {
    mkdirSync(folder, { recursive: true });
    const beside = `${file}.${process.pid}.${threadId}`;
    writeFileSync(beside, stamp + text);
    renameSync(beside, file);
  } catch {
    // A checkout that may not be written is only slower.
  }
  return text;
}

/** The function still announces itself as experimental on standard error, which belongs to the command that runs. */
function stripQuietly(text, url) {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return module.stripTypeScriptTypes(text, { mode: 'strip', sourceUrl: url });
  } finally {
    process.emitWarning = emitWarning;
  }
}
