// Runs every test that needs nothing but Node, and closes with one line that counts them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './run-step.ts';

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

const folder = mkdtempSync(join(tmpdir(), 'iza-tests-'));
const reportFile = join(folder, 'report.json');
const result = spawnSync(
  join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...process.argv.slice(2)],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' },
);
let report: VitestReport | undefined;
try {
  report = JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
} catch {
  console.error('The test runner wrote no report: it stopped before the end.');
}
rmSync(folder, { recursive: true, force: true });
const failed = report ? Math.max(report.numFailedTests, result.status === 0 ? 0 : 1) : 1;
console.log(`${report?.numPassedTests ?? 0} passed, ${failed} failed, ${report?.numPendingTests ?? 0} skipped`);
process.exit(result.status === 0 && report ? 0 : 1);
