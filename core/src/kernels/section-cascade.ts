import { instantiateKernel } from './kernel-instance.ts';
import { COEFFICIENTS_PER_SECTION, runSections } from './run-sections.ts';
import { SECTION_CASCADE_WASM_BASE64 } from './section-cascade.generated.ts';

/** Second-order sections over two signals at a time, chunk by chunk, the states kept in between. */
export interface SectionCascade {
  readonly name: 'wasm-simd' | 'typescript';
  /** What goes in and comes out, two lanes of shape [CHUNK_LENGTH]. */
  readonly lanes: readonly [Float64Array, Float64Array];
  /** @param states Two a section. */
  setStates(lane: 0 | 1, states: Float64Array): void;
  /** Filters the first `sampleCount` samples of both lanes in place, the first one first or, with `backwards`, the last. */
  run(sampleCount: number, backwards: boolean): void;
}

/** Two lanes of it stay in the second cache. */
export const CHUNK_LENGTH = 16_384;

/** @param coefficients b0 b1 b2 a1 a2 of each section. @param engine The WebAssembly kernel where it runs, when absent. */
export function createSectionCascade(coefficients: Float64Array, { engine }: { engine?: SectionCascade['name'] | undefined } = {}): SectionCascade {
  return (engine === 'typescript' ? undefined : wasmCascade(coefficients)) ?? typescriptCascade(coefficients);
}

function typescriptCascade(coefficients: Float64Array): SectionCascade {
  const stateCount = (2 * coefficients.length) / COEFFICIENTS_PER_SECTION;
  const lanes = [new Float64Array(CHUNK_LENGTH), new Float64Array(CHUNK_LENGTH)] as const;
  const states = [new Float64Array(stateCount), new Float64Array(stateCount)] as const;
  return {
    name: 'typescript',
    lanes,
    setStates: (lane, values) => states[lane].set(values),
    run(sampleCount, backwards) {
      for (const [lane, samples] of lanes.entries()) runSections(samples, { coefficients, states: states[lane], end: sampleCount, backwards });
    },
  };
}

interface CascadeExports {
  runSections(first: number, second: number, sampleCount: number, step: number, coefficients: number, states: number, sectionCount: number): void;
}

function wasmCascade(coefficients: Float64Array): SectionCascade | undefined {
  const sectionCount = coefficients.length / COEFFICIENTS_PER_SECTION;
  const laneBytes = CHUNK_LENGTH * 8;
  const coefficientsAt = 2 * laneBytes;
  const statesAt = coefficientsAt + coefficients.length * 16;
  const kernel = instantiateKernel<CascadeExports>(SECTION_CASCADE_WASM_BASE64, statesAt + sectionCount * 32);
  if (!kernel) return undefined;
  const { buffer } = kernel.memory;
  new Float64Array(buffer, coefficientsAt, 2 * coefficients.length).set(Array.from(coefficients).flatMap((value) => [value, value]));
  const states = new Float64Array(buffer, statesAt, 4 * sectionCount);
  return {
    name: 'wasm-simd',
    lanes: [new Float64Array(buffer, 0, CHUNK_LENGTH), new Float64Array(buffer, laneBytes, CHUNK_LENGTH)],
    setStates(lane, values) {
      for (let index = 0; index < values.length; index++) states[2 * index + lane] = values[index];
    },
    run(sampleCount, backwards) {
      const first = backwards ? (sampleCount - 1) * 8 : 0;
      kernel.runSections(first, laneBytes + first, sampleCount, backwards ? -8 : 8, coefficientsAt, statesAt, sectionCount);
    },
  };
}
