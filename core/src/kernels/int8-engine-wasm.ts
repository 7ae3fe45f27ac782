import { BLOCK_ROW_COUNT, strideOf, type Int8Engine } from './int8-engine.ts';
import { INT8_SCAN_WASM_BASE64 } from './int8-scan.generated.ts';
import { findWebAssembly } from './web-assembly.ts';

const PAGE_BYTES = 65_536;

interface ScanExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pageCount: number): number };
  scoreRows(query: number, rows: number, scales: number, scores: number, rowCount: number, stride: number): number;
}

/** Why WebAssembly SIMD cannot run here, `undefined` when it can. */
export function whyNoWasmSimd(): string | undefined {
  const webAssembly = findWebAssembly();
  if (!webAssembly) return 'this runtime has no WebAssembly';
  if (!webAssembly.validate(kernelBytes())) return 'this runtime has no WebAssembly SIMD';
  try {
    return void new webAssembly.Module(kernelBytes());
  } catch (error) {
    return `this runtime forbids WebAssembly (${error instanceof Error ? error.message : String(error)})`;
  }
}

/**
 * The compiled scan, in a memory of its own: query, scores, then the blocks, each its rows followed by its scales.
 * The module is below 1 KB, so that compiling it at once is allowed on a page's main thread too.
 * @throws TypeError, or what the runtime throws, where `whyNoWasmSimd` gives a reason
 */
export function createWasmEngine(dimensionCount: number): Int8Engine {
  const stride = strideOf(dimensionCount);
  const webAssembly = findWebAssembly();
  if (!webAssembly) throw new TypeError('Cannot make a WebAssembly engine: this runtime has no WebAssembly');
  // reason: the types of WebAssembly do not know what a module exports; its source is assembly/int8-scan.ts
  const { memory, scoreRows } = new webAssembly.Instance(new webAssembly.Module(kernelBytes())).exports as unknown as ScanExports;
  const queryAt = 0;
  const scoresAt = queryAt + stride * 2;
  const blocksAt = scoresAt + BLOCK_ROW_COUNT * 4;
  const blockBytes = BLOCK_ROW_COUNT * (stride + 4);
  let blockCount = 0;

  const rowsAt = (block: number) => blocksAt + block * blockBytes;
  const scalesAt = (block: number) => rowsAt(block) + BLOCK_ROW_COUNT * stride;
  const reserve = (bytes: number) => {
    const presentBytes = memory.buffer.byteLength;
    // An eighth more than needed: growing has a price, and memory that nothing was written to takes none.
    if (bytes > presentBytes) memory.grow(Math.ceil(Math.max(bytes - presentBytes, presentBytes / 8) / PAGE_BYTES));
  };
  reserve(blocksAt);
  // Growing detaches the buffer: the views are then made anew.
  let bytes = new Int8Array(memory.buffer);
  let floats = new Float32Array(memory.buffer);

  return {
    name: 'wasm-simd',
    get allocatedBytes() {
      return rowsAt(blockCount);
    },
    addBlock() {
      reserve(rowsAt(blockCount + 1));
      blockCount++;
      if (bytes.buffer === memory.buffer) return;
      bytes = new Int8Array(memory.buffer);
      floats = new Float32Array(memory.buffer);
    },
    writeRow(block, index, values, scale) {
      bytes.set(values, rowsAt(block) + index * stride);
      floats[scalesAt(block) / 4 + index] = scale;
    },
    rowOf(block, index) {
      const start = rowsAt(block) + index * stride;
      return bytes.subarray(start, start + stride);
    },
    scaleOf: (block, index) => floats[scalesAt(block) / 4 + index],
    setQuery: (query) => new Int16Array(memory.buffer, queryAt, stride).set(query),
    scoreBlock: (block, rowCount) => scoreRows(queryAt, rowsAt(block), scalesAt(block), scoresAt, rowCount, stride),
    scores: () => floats.subarray(scoresAt / 4, scoresAt / 4 + BLOCK_ROW_COUNT),
  };
}

function kernelBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(INT8_SCAN_WASM_BASE64), (character) => character.charCodeAt(0));
}
