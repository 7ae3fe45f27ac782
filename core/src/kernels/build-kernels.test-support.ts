import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const folder = import.meta.dirname;

/** Every file of `assembly/` is a kernel; `int8-scan` is compiled from `assembly/int8-scan.ts` into `int8-scan.generated.ts`. */
export async function listKernels(): Promise<string[]> {
  return (await readdir(join(folder, 'assembly'))).filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -3)).toSorted();
}

export const generatedFileOf = (kernel: string): string => join(folder, `${kernel}.generated.ts`);

/** Compiles an AssemblyScript kernel and returns the text of the module that carries it. */
export async function compileKernelModule(kernel: string): Promise<string> {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')), 'bin/asc.js');
  const output = await mkdtemp(join(tmpdir(), 'iza-kernels-'));
  try {
    const wasmFile = join(output, `${kernel}.wasm`);
    const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];
    await promisify(execFile)(process.execPath, [compiler, join(folder, `assembly/${kernel}.ts`), '--outFile', wasmFile, ...options]);
    const base64 = (await readFile(wasmFile)).toString('base64');
    const name = `${kernel.replaceAll('-', '_').toUpperCase()}_WASM_BASE64`;
    return `// Compiled from assembly/${kernel}.ts by build-kernels.test-support.ts: run that file with node to write this one again.\nexport const ${name} =\n  '${base64}';\n`;
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  for (const kernel of await listKernels()) await writeFile(generatedFileOf(kernel), await compileKernelModule(kernel));
}
