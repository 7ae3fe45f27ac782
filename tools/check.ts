// One command that checks everything but behaviour: types, lint, layers, parity, dead exports.
import { runStep } from './run-step.ts';

const TYPE_PROJECTS = [
  'core/tsconfig.worker.json',
  'core/tsconfig.json',
  'core/node/tsconfig.json',
  'ui/tsconfig.json',
  'bridge/tsconfig.json',
  'bridge/src/page/tsconfig.json',
  'obsidian-plugin/tsconfig.json',
  'vscode-extension/tsconfig.json',
  'vscode-extension/src/page/tsconfig.json',
  'bench/tsconfig.json',
  'fixtures/tsconfig.json',
  'tools/tsconfig.json',
];

const results = [
  ...TYPE_PROJECTS.map((project) => runStep(`types ${project}`, ['tsc', '-p', project])),
  runStep('lint', ['oxlint', '--type-aware', '--deny-warnings', '--format', 'unix']),
  runStep('layers and parity', ['vitest', 'run', '--project', 'tools', '--reporter', 'dot']),
  runStep('dead exports', ['knip', '--no-progress', '--include', 'files,exports,dependencies,unlisted,duplicates']),
];

for (const { name, ok, durationMs } of results) console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${(durationMs / 1000).toFixed(1)} s)`);
if (results.some(({ ok }) => !ok)) process.exit(1);
