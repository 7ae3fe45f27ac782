import { AMPLITUDES_WASM_BASE64 } from './amplitudes.generated.ts';
import { checkPass, RUN_QUBIT_COUNT, TILE_QUBIT_COUNT, type AmplitudeControl, type AmplitudeOperation, type AmplitudePass, type Amplitudes } from './amplitudes-engine.ts';
import { instantiateKernel } from './kernel-instance.ts';

interface AmplitudesExports {
  runPass(re: number, im: number, qubitCount: number, tileBits: number, lowBits: number, outerPositions: number, highPositions: number, tileRe: number, tileIm: number, operations: number, operationCount: number): void;
}

const OPERATION_BYTES = 128;
/** Operations that one call works through; longer passes take several. */
const MAX_OPERATION_COUNT = 256;
/** Tables of diagonals that one call works through. */
const MAX_TABLE_COUNT = 4;
/** Below this a tile would not fill a register. */
const MIN_QUBIT_COUNT = 2;
/** 2²⁷ amplitudes are 2 GB; WebAssembly addresses 4 GB. */
const MAX_QUBIT_COUNT = 27;

const KIND = { real: 0, complex: 1, flip: 2, diagonal: 3, phase: 4, exchange: 5, pair: 6 } as const;

/** Two amplitudes in a register; `undefined` where WebAssembly SIMD does not run, or for states that it cannot hold. */
export function createWasmAmplitudes(qubitCount: number): Amplitudes | undefined {
  if (qubitCount < MIN_QUBIT_COUNT || qubitCount > MAX_QUBIT_COUNT) return undefined;
  const size = 2 ** qubitCount;
  const tileSize = 2 ** Math.min(qubitCount, TILE_QUBIT_COUNT);
  const outerSize = size / 2 ** Math.min(qubitCount, RUN_QUBIT_COUNT);
  const imAt = size * 8;
  const tileAt = 2 * imAt;
  const positionsAt = tileAt + 2 * tileSize * 8;
  const operationsAt = positionsAt + 512;
  const tablesAt = operationsAt + MAX_OPERATION_COUNT * OPERATION_BYTES;
  const tableBytes = 16 * (2 * tileSize + outerSize);
  const kernel = instantiateOrUndefined(tablesAt + MAX_TABLE_COUNT * tableBytes);
  if (!kernel) return undefined;
  const { buffer } = kernel.memory;
  const re = new Float64Array(buffer, 0, size);
  const im = new Float64Array(buffer, imAt, size);
  re[0] = 1;
  const layout: Layout = { qubitCount, words: new Int32Array(buffer), numbers: new Float64Array(buffer), operationsAt, tablesAt, tableBytes };

  return {
    name: 'wasm-simd',
    qubitCount,
    re,
    im,
    run(pass) {
      checkPass(pass, qubitCount);
      const tile = tileOf(pass, qubitCount);
      layout.words.set(tile.outer, positionsAt / 4);
      layout.words.set(tile.high, positionsAt / 4 + 64);
      for (const part of partsOf(pass.operations)) {
        const count = writeOperations(part, tile, layout);
        kernel.runPass(0, imAt, qubitCount, tile.qubits.length, tile.lowBits, positionsAt, positionsAt + 256, tileAt, tileAt + tileSize * 8, operationsAt, count);
      }
    },
  };
}

function instantiateOrUndefined(bytes: number): ReturnType<typeof instantiateKernel<AmplitudesExports>> {
  try {
    return instantiateKernel<AmplitudesExports>(AMPLITUDES_WASM_BASE64, bytes);
  } catch {
    // The memory cannot grow so far: the twin says what is missing.
    return undefined;
  }
}

interface Tile {
  /** In local order: position k of a tile's index is qubits[k]. */
  readonly qubits: readonly number[];
  readonly outer: readonly number[];
  /** Qubits of the tile above its run. */
  readonly high: readonly number[];
  /** Qubits 0 … lowBits − 1 are the tile's own lowest positions. */
  readonly lowBits: number;
}

interface Layout {
  readonly qubitCount: number;
  readonly words: Int32Array;
  readonly numbers: Float64Array;
  readonly operationsAt: number;
  readonly tablesAt: number;
  readonly tableBytes: number;
}

/** The pass's qubits and the lowest ones of all; where that leaves room, it is filled from below: a tile in one piece is worked on where it lies. */
function tileOf({ qubits }: AmplitudePass, qubitCount: number): Tile {
  const wanted = new Set(qubits);
  for (let qubit = 0; qubit < Math.min(RUN_QUBIT_COUNT, qubitCount) && wanted.size < TILE_QUBIT_COUNT; qubit += 1) wanted.add(qubit);
  const highest = Math.max(...wanted);
  // All below the highest fit: then the tile is one piece.
  if (highest < TILE_QUBIT_COUNT) for (let qubit = 0; qubit <= highest; qubit += 1) wanted.add(qubit);
  const sorted = [...wanted].toSorted((left, right) => left - right);
  let lowBits = 0;
  while (lowBits < sorted.length && sorted[lowBits] === lowBits) lowBits += 1;
  const outer = Array.from({ length: qubitCount }, (_, qubit) => qubit).filter((qubit) => !wanted.has(qubit));
  return { qubits: sorted, outer, high: sorted.slice(lowBits), lowBits };
}

function* partsOf(operations: readonly AmplitudeOperation[]): Generator<AmplitudeOperation[]> {
  let part: AmplitudeOperation[] = [];
  let tableCount = 0;
  for (const operation of operations) {
    if (part.length === MAX_OPERATION_COUNT || (operation.kind === 'diagonal' && tableCount === MAX_TABLE_COUNT)) {
      yield part;
      part = [];
      tableCount = 0;
    }
    part.push(operation);
    if (operation.kind === 'diagonal') tableCount += 1;
  }
  if (part.length > 0) yield part;
}

/** Writes the operations for the kernel, two real matrices on different qubits as one. */
function writeOperations(operations: readonly AmplitudeOperation[], tile: Tile, layout: Layout): number {
  let count = 0;
  let tableCount = 0;
  for (let index = 0; index < operations.length; index += 1) {
    const operation = operations[index];
    const at = layout.operationsAt + count * OPERATION_BYTES;
    count += 1;
    const next = operations[index + 1];
    if (operation.kind === 'real' && next?.kind === 'real' && writePair(operation, next, tile, layout, at)) {
      index += 1;
      continue;
    }
    writeOperation(operation, tile, layout, at, tableCount);
    if (operation.kind === 'diagonal') tableCount += 1;
  }
  return count;
}

type RealOperation = Extract<AmplitudeOperation, { kind: 'real' }>;

function writePair(one: RealOperation, other: RealOperation, tile: Tile, { words, numbers }: Layout, at: number): boolean {
  if (one.controls.length > 0 || other.controls.length > 0 || one.qubit === other.qubit) return false;
  const [low, high] = one.qubit < other.qubit ? [one, other] : [other, one];
  const position = tile.qubits.indexOf(low.qubit);
  if (position === 0) return false;
  writeHead(words, at, { kind: KIND.pair, position, second: tile.qubits.indexOf(high.qubit), controls: [] }, tile);
  numbers.set(low.entries, at / 8 + 6);
  numbers.set(high.entries, at / 8 + 10);
  return true;
}

interface Head {
  readonly kind: number;
  readonly position: number;
  readonly second?: number;
  readonly controls: readonly AmplitudeControl[];
}

/** Controls in the tile are told by its own positions, others by the index of its first amplitude. */
function writeHead(words: Int32Array, at: number, { kind, position, second = 0, controls }: Head, tile: Tile): void {
  let mask = 0;
  let value = 0;
  let outerMask = 0;
  let outerValue = 0;
  for (const { qubit, value: wanted } of controls) {
    const local = tile.qubits.indexOf(qubit);
    if (local >= 0) {
      mask |= 1 << local;
      value |= wanted << local;
    } else {
      outerMask |= 1 << qubit;
      outerValue |= wanted << qubit;
    }
  }
  words.set([kind, position, mask, value, outerMask, outerValue, 0, 0, 0, 0, second, 0], at / 4);
}

function writeOperation(operation: AmplitudeOperation, tile: Tile, layout: Layout, at: number, tableNumber: number): void {
  const { words, numbers } = layout;
  switch (operation.kind) {
    case 'real':
      writeHead(words, at, { kind: KIND.real, position: tile.qubits.indexOf(operation.qubit), controls: operation.controls }, tile);
      numbers.set(operation.entries, at / 8 + 6);
      return;
    case 'complex':
      writeHead(words, at, { kind: KIND.complex, position: tile.qubits.indexOf(operation.qubit), controls: operation.controls }, tile);
      for (let entry = 0; entry < 4; entry += 1) numbers.set([operation.re[entry], operation.im[entry]], at / 8 + 6 + 2 * entry);
      return;
    case 'flip':
      return writeHead(words, at, { kind: KIND.flip, position: tile.qubits.indexOf(operation.qubit), controls: operation.controls }, tile);
    case 'exchange':
      return writeHead(words, at, { kind: KIND.exchange, position: tile.qubits.indexOf(operation.first), second: tile.qubits.indexOf(operation.second), controls: operation.controls }, tile);
    case 'phase':
      writeHead(words, at, { kind: KIND.phase, position: 0, controls: operation.controls }, tile);
      numbers.set([Math.cos(operation.angleRad), Math.sin(operation.angleRad)], at / 8 + 6);
      return;
    case 'diagonal':
      return writeDiagonal(operation, tile, layout, at, tableNumber);
  }
}

/** Tables of the factors for the low positions (real parts, then imaginary), the rest of the tile and the tiles (in turn). */
function writeDiagonal({ phases, phaseRad }: Extract<AmplitudeOperation, { kind: 'diagonal' }>, tile: Tile, { words, numbers, tablesAt, tableBytes }: Layout, at: number, tableNumber: number): void {
  const lowBits = Math.min(RUN_QUBIT_COUNT, tile.qubits.length);
  const middleBits = tile.qubits.length - lowBits;
  const lowAt = tablesAt + tableNumber * tableBytes;
  const middleAt = lowAt + 16 * 2 ** lowBits;
  const outerAt = middleAt + 16 * 2 ** middleBits;
  const anglesOf = (qubits: readonly number[], first = 0): Float64Array => {
    const angles = new Float64Array(2 ** qubits.length).fill(first);
    for (const [position, qubit] of qubits.entries()) {
      const angleRad = phases.get(qubit) ?? 0;
      if (angleRad !== 0) for (let index = 0; index < angles.length; index += 1) if (((index >>> position) & 1) === 1) angles[index] += angleRad;
    }
    return angles;
  };
  const low = anglesOf(tile.qubits.slice(0, lowBits));
  for (const [index, angleRad] of low.entries()) {
    numbers[lowAt / 8 + index] = Math.cos(angleRad);
    numbers[lowAt / 8 + low.length + index] = Math.sin(angleRad);
  }
  for (const [start, angles] of [[middleAt, anglesOf(tile.qubits.slice(lowBits))], [outerAt, anglesOf(tile.outer, phaseRad)]] as const) {
    for (const [index, angleRad] of angles.entries()) {
      numbers[start / 8 + 2 * index] = Math.cos(angleRad);
      numbers[start / 8 + 2 * index + 1] = Math.sin(angleRad);
    }
  }
  words.set([KIND.diagonal, 0, 0, 0, 0, 0, lowAt, middleAt, outerAt, lowBits, 0, 0], at / 4);
}
