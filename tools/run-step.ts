import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
}

/** Runs a tool of the workspace (`node_modules/.bin`) and lets it print; never throws. */
export function runStep(name: string, command: readonly string[], options: { cwd?: string } = {}): StepResult {
  const startedMs = performance.now();
  const [tool, ...args] = command;
  const result = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
    cwd: options.cwd ?? root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return { name, ok: result.status === 0, durationMs: performance.now() - startedMs };
}
