import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = import.meta.dirname;

/** The part of the compiler that is used. Its own types declare another language's globals: they would change what `Array` is for the whole core. */
interface Compiler {
  main(options: readonly string[], host: { writeFile: (name: string, contents: Uint8Array | string) => void; stderr: { write(chunk: unknown): void } }): Promise<{ error: Error | null }>;
}
const COMPILER: string = 'assemblyscript/asc';

/** Every file of `assembly/` is a kernel; `int8-scan` is compiled from `assembly/int8-scan.ts` into `int8-scan.generated.ts`. */
export async function listKernels(): Promise<string[]> {
  return (await readdir(join(folder, 'assembly'))).filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -3)).toSorted();
}

export const generatedFileOf = (kernel: string): string => join(folder, `${kernel}.generated.ts`);

/** Compiles an AssemblyScript kernel and returns the text of the module that carries it. */
export async function compileKernelModule(kernel: string): Promise<string> {
  const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];
  let wasm: Uint8Array | undefined;
  let complaints = '';
  // reason: the specifier is no literal, so that no types come with the module
  const { default: compiler } = (await import(COMPILER)) as { default: Compiler };
  const { error } = await compiler.main([`assembly/${kernel}.ts`, '--baseDir', folder, '--outFile', `${kernel}.wasm`, ...options], {
    writeFile: (_name, contents) => {
      wasm = contents as Uint8Array;
    },
    stderr: { write: (chunk) => void (complaints += String(chunk)) },
  });
  if (error || !wasm) throw new Error(`Cannot compile assembly/${kernel}.ts: ${complaints}`, { cause: error });
  const base64 = Buffer.from(wasm).toString('base64');
  const name = `${kernel.replaceAll('-', '_').toUpperCase()}_WASM_BASE64`;
  return `// Compiled from assembly/${kernel}.ts by build-kernels.test-support.ts: run that file with node to write this one again.\nexport const ${name} =\n  '${base64}';\n`;
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  for (const kernel of await listKernels()) await writeFile(generatedFileOf(kernel), await compileKernelModule(kernel));
}
