/**
 * The whole rule of the house: which room may import which. `layers.test.ts` reads every import of the tree against it.
 * A room is a folder; the longest matching folder wins. Crossing into another room goes through its `index.ts`.
 */
export interface Room {
  readonly folder: string;
  /** Rooms (by folder) that it may import, besides itself. */
  readonly mayImport: readonly string[];
  /** Packages and built-ins (`node:`) that it may import. */
  readonly packages: readonly string[];
}

const core = (name: string) => `core/src/${name}`;
const knowledge = (name: string) => `core/src/knowledge/${name}`;
const neuro = (name: string) => `core/src/neuro/${name}`;
const quantum = (name: string) => `core/src/quantum/${name}`;

const CORE_PUBLIC = ['foundation', 'kernels', 'ports', 'protocol', 'models', 'knowledge', 'neuro', 'quantum', 'charts', 'app', 'testing'].map(core);

export const ROOMS: readonly Room[] = [
  { folder: core('foundation'), mayImport: [], packages: [] },
  { folder: core('kernels'), mayImport: [core('foundation')], packages: [] },
  { folder: core('ports'), mayImport: [core('foundation')], packages: [] },
  { folder: core('protocol'), mayImport: [core('foundation'), core('ports')], packages: ['zod'] },
  { folder: core('models'), mayImport: [core('foundation'), core('ports')], packages: ['@anthropic-ai/sdk', 'ollama', 'zod'] },

  // knowledge: text ← notes ← retrieval ← index ← answers ← evaluation; vectors serves index.
  { folder: knowledge('text'), mayImport: [core('foundation')], packages: ['snowball-stemmers'] },
  { folder: knowledge('notes'), mayImport: [core('foundation'), knowledge('text')], packages: ['yaml', 'htmlparser2', 'zod'] },
  { folder: knowledge('vectors'), mayImport: [core('foundation'), core('kernels'), core('ports')], packages: [] },
  { folder: knowledge('retrieval'), mayImport: [core('foundation'), core('kernels'), knowledge('text'), knowledge('notes')], packages: [] },
  {
    folder: knowledge('index'),
    mayImport: [core('foundation'), core('ports'), knowledge('text'), knowledge('notes'), knowledge('vectors'), knowledge('retrieval')],
    packages: ['zod'],
  },
  { folder: knowledge('answers'), mayImport: [core('foundation'), core('ports'), knowledge('text'), knowledge('notes'), knowledge('index')], packages: ['zod'] },
  {
    folder: knowledge('evaluation'),
    mayImport: [core('foundation'), core('ports'), knowledge('notes'), knowledge('retrieval'), knowledge('index')],
    packages: ['zod'],
  },
  { folder: core('knowledge'), mayImport: ['text', 'notes', 'vectors', 'retrieval', 'index', 'answers', 'evaluation'].map(knowledge), packages: [] },

  // neuro: recording ← boards ← capture; recording ← files; dsp ← features, quality, decompose, classify ← pipeline.
  { folder: neuro('recording'), mayImport: [core('foundation'), core('ports')], packages: [] },
  { folder: neuro('boards'), mayImport: [core('foundation'), core('ports')], packages: [] },
  { folder: neuro('capture'), mayImport: [core('foundation'), core('ports'), neuro('recording'), neuro('boards')], packages: [] },
  { folder: neuro('files'), mayImport: [core('foundation'), core('ports'), neuro('recording'), neuro('boards')], packages: ['zod'] },
  { folder: neuro('dsp'), mayImport: [core('foundation'), core('kernels'), neuro('recording')], packages: [] },
  { folder: neuro('montage'), mayImport: [core('foundation'), core('ports'), neuro('dsp')], packages: ['ml-matrix'] },
  { folder: neuro('simulate'), mayImport: [core('foundation'), core('ports'), neuro('recording'), neuro('boards'), neuro('montage')], packages: [] },
  { folder: neuro('features'), mayImport: [core('foundation'), core('ports'), neuro('recording'), neuro('dsp')], packages: [] },
  { folder: neuro('quality'), mayImport: [core('foundation'), core('ports'), neuro('recording'), neuro('dsp')], packages: [] },
  { folder: neuro('decompose'), mayImport: [core('foundation'), core('kernels'), neuro('recording'), neuro('dsp')], packages: ['ml-matrix'] },
  { folder: neuro('classify'), mayImport: [core('foundation'), neuro('recording'), neuro('dsp'), neuro('features')], packages: ['ml-matrix'] },
  {
    folder: neuro('pipeline'),
    mayImport: [core('foundation'), core('ports'), ...['recording', 'dsp', 'montage', 'features', 'quality', 'decompose', 'classify'].map(neuro)],
    packages: ['yaml', 'zod'],
  },
  {
    folder: core('neuro'),
    mayImport: ['recording', 'boards', 'capture', 'files', 'dsp', 'montage', 'simulate', 'features', 'quality', 'decompose', 'classify', 'pipeline'].map(neuro),
    packages: [],
  },
  // quantum: circuit ← qasm; circuit ← noise ← simulators ← run ← mirror; simulators ← observables ← variational; simulators ← measures.
  { folder: quantum('circuit'), mayImport: [core('foundation')], packages: [] },
  { folder: quantum('qasm'), mayImport: [core('foundation'), quantum('circuit')], packages: [] },
  { folder: quantum('noise'), mayImport: [core('foundation'), quantum('circuit')], packages: ['zod'] },
  { folder: quantum('simulators'), mayImport: [core('foundation'), core('kernels'), quantum('circuit'), quantum('noise')], packages: [] },
  { folder: quantum('run'), mayImport: [core('foundation'), ...['circuit', 'qasm', 'noise', 'simulators'].map(quantum)], packages: [] },
  { folder: quantum('generate'), mayImport: [core('foundation'), quantum('circuit')], packages: [] },
  { folder: quantum('mirror'), mayImport: [core('foundation'), ...['circuit', 'noise', 'simulators', 'run', 'generate'].map(quantum)], packages: [] },
  { folder: quantum('observables'), mayImport: [core('foundation'), ...['circuit', 'qasm', 'simulators'].map(quantum)], packages: [] },
  { folder: quantum('variational'), mayImport: [core('foundation'), ...['circuit', 'simulators', 'observables'].map(quantum)], packages: [] },
  { folder: quantum('measures'), mayImport: [core('foundation'), ...['circuit', 'noise', 'simulators', 'generate'].map(quantum)], packages: [] },
  { folder: quantum('optimise'), mayImport: [core('foundation'), ...['circuit', 'simulators'].map(quantum)], packages: [] },
  { folder: quantum('draw'), mayImport: [core('foundation'), core('charts'), quantum('circuit')], packages: [] },
  { folder: core('quantum'), mayImport: ['circuit', 'qasm', 'noise', 'simulators', 'run', 'generate', 'mirror', 'observables', 'variational', 'measures', 'draw', 'optimise'].map(quantum), packages: [] },
  { folder: core('charts'), mayImport: [core('foundation')], packages: [] },

  { folder: core('app'), mayImport: CORE_PUBLIC.filter((room) => room !== core('testing') && room !== core('app')), packages: ['yaml', 'zod'] },
  { folder: core('testing'), mayImport: [core('foundation'), core('ports')], packages: [] },

  { folder: 'core/node/src', mayImport: CORE_PUBLIC, packages: ['node:', 'chokidar', 'vectra', '@xenova/transformers', 'yaml', 'zod'] },
  { folder: 'ui/src', mayImport: [], packages: [] },

  // The headsets know nothing of the bridge around them.
  { folder: 'bridge/src/headset', mayImport: [...CORE_PUBLIC, 'core/node/src'], packages: ['node:', 'serialport', 'zod'] },
  { folder: 'bridge/src', mayImport: [...CORE_PUBLIC, 'core/node/src', 'ui/src', 'bridge/src/headset'], packages: ['node:', 'hono', '@hono/node-server', 'esbuild', 'serialport', '@lydell/node-pty', 'ws', '@resvg/resvg-wasm', 'zod'] },
  { folder: 'obsidian-plugin/src', mayImport: [...CORE_PUBLIC, 'ui/src'], packages: ['obsidian', 'zod'] },
  { folder: 'vscode-extension/src', mayImport: [...CORE_PUBLIC, 'core/node/src', 'ui/src'], packages: ['node:', 'vscode', 'zod'] },

  {
    folder: 'bench/src',
    mayImport: [...CORE_PUBLIC, 'core/node/src', 'bridge/src/headset', ...['text', 'notes', 'vectors', 'retrieval', 'index', 'evaluation'].map(knowledge), ...['circuit', 'run'].map(quantum)],
    packages: ['node:', 'minisearch', 'vectra', '@lancedb/lancedb', 'better-sqlite3', 'sqlite-vec', 'esbuild', 'jsqubits'],
  },
];

/** What a test file may import besides its own room's list. */
export const TEST_EXTRAS = { packages: ['node:', 'vitest', 'fast-check', 'assemblyscript', 'openbci-cyton'], rooms: [core('testing'), core('foundation'), core('ports'), 'fixtures'] };

/** `@iza/…` specifiers and the room they enter. */
export function roomOfWorkspaceImport(specifier: string): string | undefined {
  if (specifier === '@iza/node' || specifier.startsWith('@iza/node/')) return 'core/node/src';
  if (specifier === '@iza/ui' || specifier === '@iza/ui/find-quote' || specifier === '@iza/ui/scope') return 'ui/src';
  const area = /^@iza\/core\/([a-z]+)$/.exec(specifier)?.[1];
  return area === undefined ? undefined : core(area);
}
