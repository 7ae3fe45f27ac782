// Runs on the machine's own Node (20 or newer, nothing installed): installs the project and hands over to the project's Node 22.
// Plain JavaScript on purpose: Node 20 cannot run TypeScript.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@10.34.9';
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each command needs installed (`undefined` is everything) and runs. */
const COMMANDS = {
  install: { filter: undefined, run: [] },
  start: { filter: ['iza-os', '@iza/bridge...'], run: [['bridge/src/main.ts', 'start']] },
  launch: { filter: ['iza-os', '@iza/bridge...'], run: [] },
  build: { filter: undefined, run: [['obsidian-plugin/build.ts'], ['vscode-extension/build.ts']] },
  check: { filter: undefined, run: [['tools/check.ts']] },
  test: { filter: undefined, run: [['tools/check.ts'], ['tools/run-tests.ts']] },
  bench: { filter: undefined, run: [['bench/src/main.ts']] },
};

const [name = 'start', ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`Unknown command "${name}". Use one of: ${Object.keys(COMMANDS).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20) fail(`IZA needs Node 20 or newer; this is ${process.version}. Get one at https://nodejs.org.`);

installOnce(command.filter);
for (const [index, script] of command.run.entries()) {
  // Arguments belong to the last script: earlier ones are its preconditions.
  runProjectNode(index === command.run.length - 1 ? [...script, ...rest] : script);
}

/** Installs only when the lock file, the manifests' filter or the machine's Node changed since the last time. */
function installOnce(filter) {
  const stampFile = join(root, 'node_modules', '.iza-install.json');
  const lockHash = createHash('sha256').update(readFileSync(join(root, 'pnpm-lock.yaml'))).digest('hex');
  const done = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
  // A full install covers every filter.
  if (done.lockHash === lockHash && (done.scope === 'all' || done.scope === (filter?.join(' ') ?? 'all'))) return;
  const args = ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only', ...(filter ?? []).flatMap((name) => ['--filter', name])];
  console.error('Installing (once; later starts are immediate) …');
  const result = spawnSync(process.platform === 'win32' ? 'npx.cmd' : 'npx', args, {
    cwd: root,
    // pnpm prints what it installs; a terminal command's own output must stay clean, so all of it goes to stderr.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, CI: 'true' },
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) fail('The installation failed; its last lines say why. The network (npm) must be reachable once.');
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ lockHash, scope: filter?.join(' ') ?? 'all' }));
}

function runProjectNode(args) {
  const installed = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const ownIsEnough = major > 22 || (major === 22 && minor >= 18);
  const node = existsSync(installed) ? installed : ownIsEnough ? process.execPath : fail('The project\'s own Node 22 was not installed. Remove node_modules and try again.');
  // Ctrl-C reaches the child through the terminal's process group; this process only waits for its exit code.
  process.on('SIGINT', () => {});
  const result = spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` } });
  if (result.signal) process.exit(130);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
