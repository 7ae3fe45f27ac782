import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,bridge,obsidian-plugin,vscode-extension,ui,tools,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/e2e/**'],
    testTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
