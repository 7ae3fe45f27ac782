import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from './run-step.ts';

/** Each check is broken once on purpose, in a scratch folder, under the project's own configuration. */
describe('a broken rule is red', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'iza-broken-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const run = (tool: string, args: string[], cwd = folder): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', tool), args, { cwd, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  test('types: Node inside the core', () => {
    write('a.ts', 'export const folder: string = process.cwd();\n');
    write('tsconfig.json', JSON.stringify({ extends: join(root, 'core/tsconfig.worker.json'), include: ['a.ts'], exclude: [] }));
    const { status, output } = run('tsc', ['-p', 'tsconfig.json']);
    expect(output).toMatch(/Cannot find name 'process'/);
    expect(status).not.toBe(0);
  });

  test.each([
    ['a default export', 'export default 1;\n', /no-default-export/],
    ['any', 'export const a: any = 1;\n', /no-explicit-any/],
    ['console output in a library', 'console.log(1);\n', /no-console/],
    ['an unused suppression of types', '// @ts-ignore\nexport const a = 1;\n', /ban-ts-comment/],
  ])('lint: %s', (_name, text, expected) => {
    write('a.ts', text);
    const { status, output } = run('oxlint', ['--config', join(root, '.oxlintrc.json'), '--no-ignore', '--deny-warnings', 'a.ts']);
    expect(output).toMatch(expected);
    expect(status).not.toBe(0);
  });

  test('lint: a promise that nobody waits for', () => {
    write('a.ts', 'async function save(): Promise<void> {}\nexport function stop(): void {\n  save();\n}\n');
    write('tsconfig.json', JSON.stringify({ extends: join(root, 'tsconfig.base.json'), include: ['a.ts'] }));
    const { status, output } = run('oxlint', ['--config', join(root, '.oxlintrc.json'), '--no-ignore', '--type-aware', join(folder, 'a.ts')], root);
    expect(output).toMatch(/no-floating-promises/);
    expect(status).not.toBe(0);
  });

  test('dead exports: nothing imports it', () => {
    write('package.json', JSON.stringify({ name: 'broken', type: 'module' }));
    write('main.ts', `import { used } from './a.ts';\nused();\n`);
    write('a.ts', 'export const used = (): number => 1;\nexport const forgotten = 2;\n');
    write('knip.json', JSON.stringify({ entry: ['main.ts'], project: ['*.ts'] }));
    const { status, output } = run('knip', ['--no-progress', '--include', 'exports']);
    expect(output).toMatch(/forgotten/);
    expect(status).not.toBe(0);
  });
});
