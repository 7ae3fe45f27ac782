import { createSeededRandom, throwIfAborted } from '../../foundation/index.ts';
import { randomBrickCircuit } from '../generate/index.ts';
import type { NoiseModel } from '../noise/index.ts';
import { estimateOf, scoreMirror, type Estimate } from './estimate-fidelity.ts';
import { mirrorCircuit } from './mirror-circuit.ts';

export interface MirrorScanOptions {
  readonly widths: readonly number[];
  readonly depths: readonly number[];
  readonly noise?: NoiseModel | undefined;
  readonly circuitCount: number;
  readonly shotCount: number;
  readonly seed: number | string;
  readonly signal?: AbortSignal | undefined;
  readonly onCell?: ((cell: MirrorCell) => void) | undefined;
}

/** One place of a volumetric plot. */
export interface MirrorCell {
  readonly width: number;
  readonly depth: number;
  readonly polarisation: Estimate;
  readonly successProbability: Estimate;
}

/** Mirrors of random circuits over every width and depth. @see Blume-Kohout, Young (2020), A volumetric framework for quantum computer benchmarks, Quantum 4, 362 */
export function scanMirrors({ widths, depths, circuitCount, seed, signal, onCell, ...options }: MirrorScanOptions): MirrorCell[] {
  const cells: MirrorCell[] = [];
  for (const width of widths) {
    for (const depth of depths) {
      const random = createSeededRandom(`${seed}/${width}/${depth}`);
      const scores = Array.from({ length: circuitCount }, (_, index) => {
        throwIfAborted(signal);
        const mirror = mirrorCircuit(randomBrickCircuit(width, depth, random), 'bare', random);
        return scoreMirror(mirror, { ...options, seed: `${seed}/${width}/${depth}/${index}`, signal });
      });
      const cell = { width, depth, polarisation: estimateOf(scores.map(({ polarisation }) => polarisation), random), successProbability: estimateOf(scores.map(({ success }) => success), random) };
      cells.push(cell);
      onCell?.(cell);
    }
  }
  return cells;
}
