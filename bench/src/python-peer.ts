import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** A Python process that has its libraries loaded and answers one JSON line for each JSON line it is sent. */
export interface PythonPeer {
  ask<Reply>(request: object): Promise<Reply>;
  close(): void;
}

/** Numeric libraries of the peer keep to one thread, as ours do. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', NUMEXPR_NUM_THREADS: '1' };

/** The first Python that has these modules: `IZA_PYTHON`, the one on the path, the system's. `undefined` where none has. */
export function findPython(modules: readonly string[]): string | undefined {
  const candidates = [process.env['IZA_PYTHON'], 'python3', '/usr/bin/python3'].filter((candidate) => candidate !== undefined);
  return candidates.find((python) => spawnSync(python, ['-c', modules.map((name) => `import ${name}`).join('; ')], { env: { ...process.env, ...ONE_THREAD } }).status === 0);
}

/** @param script A file of this folder. @throws Error when the process ends before it answers, with what it said */
export function startPythonPeer(python: string, script: string, args: readonly string[] = []): PythonPeer {
  const child = spawn(python, ['-W', 'ignore', '-u', join(import.meta.dirname, script), ...args], { env: { ...process.env, ...ONE_THREAD }, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask<Reply>(request: object): Promise<Reply> {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended without an answer: ${complaints.slice(-2000)}`);
      // reason: the script beside this file says what it answers
      return JSON.parse(value) as Reply;
    },
    close: () => void child.stdin.end(),
  };
}
