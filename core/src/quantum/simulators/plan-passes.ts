import { RUN_QUBIT_COUNT, TILE_QUBIT_COUNT, type AmplitudeOperation, type AmplitudePass } from '../../kernels/index.ts';
import type { StreamItem } from './gate-stream.ts';

/** So far ahead is looked for operations that a pass can take along. */
const WINDOW = 2000;

export type Step = AmplitudePass | Extract<StreamItem, { kind: 'dense' }>;

/**
 * Orders operations into passes. A pass takes whatever its tile can hold and nothing left behind stands before, so that several layers
 * of a circuit are done while a tile is in the cache.
 */
export function planPasses(items: readonly StreamItem[], qubitCount: number): Step[] {
  if (qubitCount <= TILE_QUBIT_COUNT) return passesOverOneTile(items, qubitCount);
  const steps: Step[] = [];
  let rest: readonly StreamItem[] = items;
  while (rest.length > 0) {
    const [first] = rest;
    if (first.kind === 'dense') {
      steps.push(first);
      rest = rest.slice(1);
      continue;
    }
    const { pass, left } = nextPass(rest, qubitCount);
    steps.push(pass);
    rest = left;
  }
  return steps;
}

/** The whole state is one tile: everything between dense gates is one pass, in the order it came. */
function passesOverOneTile(items: readonly StreamItem[], qubitCount: number): Step[] {
  const qubits = Array.from({ length: qubitCount }, (_, qubit) => qubit);
  const steps: Step[] = [];
  let operations: AmplitudeOperation[] = [];
  for (const item of items) {
    if (item.kind === 'dense') {
      steps.push({ qubits, operations }, item);
      operations = [];
    } else operations.push(item);
  }
  steps.push({ qubits, operations });
  return steps.filter((step) => 'gate' in step || step.operations.length > 0);
}

function nextPass(items: readonly StreamItem[], qubitCount: number): { pass: AmplitudePass; left: StreamItem[] } {
  const tile = new Set(Array.from({ length: Math.min(RUN_QUBIT_COUNT, qubitCount) }, (_, qubit) => qubit));
  /** Qubits that something left behind acts on. */
  const blocked = new Set<number>();
  const operations: AmplitudeOperation[] = [];
  const left: StreamItem[] = [];
  let position = 0;
  for (; position < Math.min(items.length, WINDOW) && blocked.size < qubitCount; position += 1) {
    const item = items[position];
    if (item.kind === 'dense') break;
    if (item.kind === 'diagonal') {
      takeDiagonal(item, { blocked, operations, left });
      continue;
    }
    const changed = changedBy(item);
    const touched = [...changed, ...item.controls.map(({ qubit }) => qubit)];
    const missing = changed.filter((qubit) => !tile.has(qubit));
    if (touched.some((qubit) => blocked.has(qubit)) || tile.size + missing.length > TILE_QUBIT_COUNT) {
      left.push(item);
      for (const qubit of touched) blocked.add(qubit);
      continue;
    }
    for (const qubit of missing) tile.add(qubit);
    operations.push(item);
  }
  return { pass: { qubits: [...tile].toSorted((a, b) => a - b), operations }, left: [...left, ...items.slice(position)] };
}

/** Phases commute with each other: those on free qubits are taken, the others stay. */
function takeDiagonal({ phases, phaseRad }: Extract<AmplitudeOperation, { kind: 'diagonal' }>, { blocked, operations, left }: { blocked: Set<number>; operations: AmplitudeOperation[]; left: StreamItem[] }): void {
  const free = new Map([...phases].filter(([qubit]) => !blocked.has(qubit)));
  if (free.size > 0 || phaseRad !== 0) operations.push({ kind: 'diagonal', phases: free, phaseRad });
  if (free.size === phases.size) return;
  left.push({ kind: 'diagonal', phases: new Map([...phases].filter(([qubit]) => blocked.has(qubit))), phaseRad: 0 });
}

function changedBy(item: Exclude<AmplitudeOperation, { kind: 'diagonal' }>): number[] {
  if (item.kind === 'phase') return [];
  return item.kind === 'exchange' ? [item.first, item.second] : [item.qubit];
}
