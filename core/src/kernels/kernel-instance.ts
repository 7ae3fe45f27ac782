import { findWebAssembly } from './web-assembly.ts';

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pageCount: number): number;
}

const PAGE_BYTES = 65_536;

/**
 * A compiled kernel with a memory of its own of at least `bytes`, `undefined` where this runtime has no WebAssembly, no SIMD in it,
 * or forbids it (a content policy, a page's limit on modules compiled at once): the TypeScript twin then does the work.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- reason: only the caller knows what its kernel exports
export function instantiateKernel<Exports extends object>(base64: string, bytes: number): (Exports & { readonly memory: KernelMemory }) | undefined {
  const webAssembly = findWebAssembly();
  if (!webAssembly) return undefined;
  const code = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (!webAssembly.validate(code)) return undefined;
  let module: object;
  try {
    module = new webAssembly.Module(code);
  } catch {
    // What a runtime throws here differs; what follows from it does not.
    return undefined;
  }
  // reason: the types of WebAssembly do not know what a module exports; its source is in assembly/
  const exports = new webAssembly.Instance(module).exports as unknown as Exports & { readonly memory: KernelMemory };
  const missingBytes = bytes - exports.memory.buffer.byteLength;
  if (missingBytes > 0) exports.memory.grow(Math.ceil(missingBytes / PAGE_BYTES));
  return exports;
}
