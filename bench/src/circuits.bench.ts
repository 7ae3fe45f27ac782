import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { circuitSvg } from '@iza/core/charts';
import { createSeededRandom } from '@iza/core/foundation';
import { layOutCircuit, outcomesOf, randomCliffordCircuit, readQasm, runExactly, sampleCircuit } from '@iza/core/quantum';
import { createAmplitudes } from '../../core/src/kernels/index.ts';
import { brickLayers, fourierTransform, ghz, grover, qasmOf, type BenchCircuit } from './circuits-gates.ts';
import { chosenRival, cpuMsOf, jsqubitsRival, libquantumRival, plainRival, quantumCircuitRival, qutipRival, stateVectorRival, type CircuitRival } from './circuits-rivals.ts';
import { checkAnswer, median, type Bench, type BenchRow } from './harness.ts';

/** Processor time, sides in turn; the first side is ours, so a ratio above 1 is faster than that peer. Every side's probabilities are compared first. */
export const bench: Bench = {
  name: 'circuits',
  target: 'brick layers 20 and 22 ≤ .70× gate by gate; ≥ 1,000× npm; QFT 20, Grover 12, GHZ 24 faster than npm, libquantum, QuTiP; stabilizer 1,000 × 20 × 1,000 shots ≤ 1 s; a note ≤ 2 ms; load ≤ 20 ms; ≤ 250 kB; memory ≤ 1.5 × 16 × 2ⁿ',
  async run({ small, only }) {
    const folder = mkdtempSync(join(tmpdir(), 'iza-bench-circuits-'));
    const rounds = small ? 1 : 5;
    const parts: readonly (readonly [string, () => BenchRow[] | Promise<BenchRow[]>])[] = [
      ['plain', () => (small ? [14] : [20, 22]).flatMap((qubitCount) => comparePlain(qubitCount, small ? 1 : 3))],
      ['npm', () => compareRivals(brickLayers(small ? 6 : 12, 20), [stateVectorRival, quantumCircuitRival, jsqubitsRival], small ? 1 : 3)],
      ['qft', () => compareRivals(fourierTransform(small ? 8 : 12), [chosenRival, quantumCircuitRival, jsqubitsRival], small ? 1 : 3)],
      // libquantum's controlled phase goes by powers of two: it is no peer of this circuit's angles.
      ['qft', () => compareRivals(fourierTransform(small ? 10 : 20), [chosenRival, ...(small ? [qutipRival] : [])], small ? 1 : 3)],
      ['grover', () => compareRivals(grover(small ? 4 : 7), [chosenRival, quantumCircuitRival, jsqubitsRival, (circuit) => libquantumRival(circuit, folder), qutipRival], small ? 1 : 3)],
      ['ghz', () => compareRivals(ghz(small ? 12 : 24), [chosenRival, jsqubitsRival, (circuit) => libquantumRival(circuit, folder)], rounds)],
      ['ghz', () => compareRivals(ghz(small ? 8 : 16), [chosenRival, quantumCircuitRival, qutipRival], small ? 1 : 3)],
      ['stabilizer', () => stabilizer(small ? 100 : 1000, small ? 1 : 3)],
      ['note', () => note(small ? 20 : 200)],
      ['memory', () => [memory(small ? 16 : 22)]],
      ['bundle', async () => [await bundle()]],
    ];
    try {
      const rows: BenchRow[] = [];
      for (const [name, run] of parts) if (only === undefined || name === only) rows.push(...(await run()));
      return rows;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function rowOf(bench: string, side: string, timesMs: readonly number[], { firstMs, note }: { readonly firstMs?: number; readonly note?: string }): BenchRow {
  const medianMs = median(timesMs);
  return { bench, side: `${bench}: ${side}`, medianMs, minMs: Math.min(...timesMs), maxMs: Math.max(...timesMs), ratioToFirst: firstMs === undefined ? 1 : medianMs / firstMs, note };
}

/** One uncounted round, then all sides in turn. */
function compareRivals(circuit: BenchCircuit, makers: readonly ((circuit: BenchCircuit) => CircuitRival | undefined)[], rounds: number): BenchRow[] {
  const rivals = makers.flatMap((make) => {
    const rival = make(circuit);
    if (!rival) console.error(`  SKIPPED a peer of ${circuit.name}: it is not installed here`);
    return rival ? [rival] : [];
  });
  for (const rival of rivals) rival.run();
  const indices = [0, 1, 0b1011010, 2 ** circuit.qubitCount - 1].filter((index) => index < 2 ** circuit.qubitCount);
  for (const rival of rivals.slice(1)) {
    for (const index of indices) {
      const [ours, theirs] = [rivals[0].probability(index), rival.probability(index)];
      // libquantum computes with f32; jsqubits drops what is small
      checkAnswer(`${circuit.name}, outcome ${index}: ${ours} and ${theirs} by ${rival.name}`, Math.abs(ours - theirs) < (rival.name.includes('f32') ? 1e-4 : rival.name.startsWith('jsqubits') ? 1e-6 : 1e-9));
    }
  }
  const timesMs = rivals.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) for (const [index, rival] of rivals.entries()) timesMs[index].push(rival.run().cpuMs);
  return rivals.map(({ name }, index) => rowOf(circuit.name, name, timesMs[index], { firstMs: median(timesMs[0]) }));
}

function comparePlain(qubitCount: number, rounds: number): BenchRow[] {
  const circuit = brickLayers(qubitCount, 20);
  const rows = compareRivals(circuit, [stateVectorRival, (whole) => plainRival(whole, { flips: false }), (whole) => plainRival(whole, { flips: true })], rounds);
  return rows.map((row, index) => ({ ...row, note: index === 0 ? undefined : `ours is ${(1 / row.ratioToFirst).toFixed(2)}× of it; ${((row.medianMs * 1e6) / circuit.gates.length / 2 ** qubitCount).toFixed(2)} ns an amplitude and gate` }));
}

function stabilizer(qubitCount: number, rounds: number): BenchRow[] {
  const circuit = randomCliffordCircuit(qubitCount, 20, createSeededRandom('stabilizer'));
  const same = randomCliffordCircuit(12, 20, createSeededRandom('stabilizer'));
  const outcomes = new Map(outcomesOf(runExactly(same)));
  const counts = sampleCircuit(same, 1000, { seed: 1 });
  checkAnswer('a shot of a stabilizer state that cannot be', [...counts.keys()].every((key) => (outcomes.get(key) ?? 0) > 0));
  const timesMs: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const cpuMs = cpuMsOf(() => checkAnswer('1,000 shots', [...sampleCircuit(circuit, 1000, { seed: round }).values()].reduce((sum, count) => sum + count, 0) === 1000));
    if (round >= 0) timesMs.push(cpuMs);
  }
  return [rowOf(`stabilizer ${qubitCount} × 20`, '1,000 shots', timesMs, {})];
}

/** 5 qubits, 30 gates, as it stands in a note. */
function note(rounds: number): BenchRow[] {
  const { qubitCount, gates } = brickLayers(5, 6);
  const text = qasmOf({ name: 'note', qubitCount, gates: gates.slice(0, 30) });
  const startedLoadMs = performance.now();
  createAmplitudes(5);
  const loadMs = performance.now() - startedLoadMs;
  const timesMs: number[] = [];
  for (let round = -100; round < rounds; round += 1) {
    const cpuMs = cpuMsOf(() => {
      const reading = readQasm(text);
      if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
      const total = [...outcomesOf(runExactly(reading.circuit))].reduce((sum, [, probability]) => sum + probability, 0);
      const svg = circuitSvg(layOutCircuit(reading.circuit), { theme: 'light' });
      checkAnswer('a note', Math.abs(total - 1) < 1e-12 && svg.includes('</svg>'));
    });
    if (round >= 0) timesMs.push(cpuMs);
  }
  return [rowOf('note', 'parse, run and draw, warm', timesMs, {}), rowOf('kernel', 'load', [loadMs], { note: 'compiled again for each state of 10 or more qubits' })];
}

function memory(qubitCount: number): BenchRow {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'circuits-memory.ts'), String(qubitCount)], { encoding: 'utf8' });
  const { bytes } = JSON.parse(output) as { bytes: number };
  const ratio = bytes / (16 * 2 ** qubitCount);
  return rowOf('memory', `${qubitCount} qubits`, [0], { note: `${(bytes / 1e6).toFixed(0)} MB, ${ratio.toFixed(2)} × 16 × 2ⁿ` });
}

async function bundle(): Promise<BenchRow> {
  const contents = `export * from './core/src/quantum/index.ts'; export { circuitSvg } from './core/src/charts/circuit-drawing.ts';`;
  const root = join(import.meta.dirname, '../..');
  const kilobytes = async (external: string[]): Promise<string> => {
    const { outputFiles } = await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, external, bundle: true, minify: true, format: 'esm', platform: 'browser', write: false, logLevel: 'silent' });
    return (outputFiles[0].contents.length / 1000).toFixed(0);
  };
  return rowOf('bundle', 'quantum and its drawing', [0], { note: `${await kilobytes(['zod'])} kB minified; ${await kilobytes([])} kB with zod, which hosts have anyway` });
}
