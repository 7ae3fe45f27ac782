import { defineConfig } from 'vitest/config';

/** On a busy CI machine a test that waits for real processes or watchers gets a second try; the report names it. */
const retry = process.env['CI'] ? 1 : 0;
const shared = { testTimeout: 60_000, hookTimeout: 60_000, retry, exclude: ['**/node_modules/**', '**/dist/**', '**/e2e/**'] };

/** The core's tests run twice: in Node, and in a runtime that has only the web's globals. `*.node.test.ts` needs files or processes. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'core', include: ['core/**/*.test.ts'] } },
      { test: { ...shared, name: 'core-web', environment: 'edge-runtime', include: ['core/src/**/*.test.ts'], exclude: [...shared.exclude, '**/*.node.test.ts'] } },
      { test: { ...shared, name: 'hosts', include: ['{bridge,obsidian-plugin,vscode-extension,ui,bench,fixtures}/**/*.test.ts'] } },
      { test: { ...shared, name: 'tools', include: ['tools/**/*.test.ts'] } },
    ],
  },
});
