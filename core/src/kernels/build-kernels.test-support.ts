import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const folder = import.meta.dirname;
export const generatedFile = join(folder, 'int8-scan.generated.ts');

/** Compiles the AssemblyScript kernel and returns the text of the module that carries it. */
export async function compileKernelModule(): Promise<string> {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')), 'bin/asc.js');
  const output = await mkdtemp(join(tmpdir(), 'iza-kernels-'));
  try {
    const wasmFile = join(output, 'int8-scan.wasm');
    const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];
    await promisify(execFile)(process.execPath, [compiler, join(folder, 'assembly/int8-scan.ts'), '--outFile', wasmFile, ...options]);
    const base64 = (await readFile(wasmFile)).toString('base64');
    return `// Compiled from assembly/int8-scan.ts by build-kernels.test-support.ts: run that file with node to write this one again.\nexport const INT8_SCAN_WASM_BASE64 =\n  '${base64}';\n`;
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) await writeFile(generatedFile, await compileKernelModule());
