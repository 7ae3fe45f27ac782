import { added, isConstant, multiplyMatrices, baseMatrix, visitExpression, type ComplexMatrix, type GateOperation, type Operation } from '../circuit/index.ts';
import { anglesOfMatrix } from './angles-of-gate.ts';
import { qubitsOf } from './circuit-size.ts';
import { u } from './controlled-gates.ts';

/** How far back a gate looks for a partner, over gates that it may change places with. */
const MAX_LOOK_BACK = 256;
const MAX_ROUND_COUNT = 32;
const NEXT_TO_NOTHING = 1e-12;

/**
 * Makes a row of `u` and `cx` shorter, up to a global phase: runs on one qubit become one gate, gates that undo each other and
 * gates that do nothing go. A gate passes the control of a `cx` where it is diagonal and its target where it commutes with X;
 * `cx` of a common control or target pass each other. Nothing passes a barrier, a measurement, or what a run decides.
 */
export function simplify(row: readonly Operation[]): Operation[] {
  let current = [...row];
  for (let round = 0; round < MAX_ROUND_COUNT; round += 1) {
    const next = simplifyOnce(current);
    if (next.length === current.length && round > 0) return next;
    current = next;
  }
  return current;
}

/** A gate of the row that can still change. */
type Entry =
  | { readonly type: 'turn'; readonly qubit: number; matrix: ComplexMatrix; removed: boolean }
  | { readonly type: 'open-turn'; readonly qubit: number; operation: GateOperation; removed: boolean }
  | { readonly type: 'cx'; readonly control: number; readonly target: number; readonly operation: GateOperation; removed: boolean }
  | { readonly type: 'wall'; readonly operation: Operation; removed: boolean };

function simplifyOnce(row: readonly Operation[]): Operation[] {
  const entries: Entry[] = [];
  const wires = new Map<number, Entry[]>();
  const wireOf = (qubit: number): Entry[] => {
    let wire = wires.get(qubit);
    if (!wire) wires.set(qubit, (wire = []));
    return wire;
  };
  const keep = (entry: Entry, qubits: readonly number[]): void => {
    entries.push(entry);
    for (const qubit of qubits) wireOf(qubit).push(entry);
  };
  const remove = (entry: Entry, qubits: readonly number[]): void => {
    entry.removed = true;
    for (const qubit of qubits) {
      const wire = wireOf(qubit);
      wire.splice(wire.lastIndexOf(entry), 1);
    }
  };

  for (const operation of row) {
    const entry = entryOf(operation);
    switch (entry.type) {
      case 'wall':
        if (stopsEverything(operation)) wires.clear();
        keep(entry, qubitsOf(operation));
        break;
      case 'turn': {
        if (isIdentity(entry.matrix)) break;
        const partner = lookBack(wireOf(entry.qubit), (other) => (other.type === 'turn' ? 'partner' : other.type === 'cx' && turnPasses(entry, other) ? 'pass' : 'stop'));
        if (partner?.type !== 'turn') keep(entry, [entry.qubit]);
        else {
          partner.matrix = multiplyMatrices(entry.matrix, partner.matrix);
          if (isIdentity(partner.matrix)) remove(partner, [partner.qubit]);
        }
        break;
      }
      case 'open-turn': {
        const partner = lookBack(wireOf(entry.qubit), (other) => (other.type === 'open-turn' ? (sumOf(other.operation, entry.operation) ? 'partner' : 'stop') : other.type === 'cx' && other.control === entry.qubit && isDiagonal(entry) ? 'pass' : other.type === 'turn' && isDiagonal(entry) && isDiagonal(other) ? 'pass' : 'stop'));
        if (partner?.type === 'open-turn') partner.operation = sumOf(partner.operation, entry.operation) ?? partner.operation;
        else keep(entry, [entry.qubit]);
        break;
      }
      case 'cx': {
        const { control, target } = entry;
        const onControl = lookBack(wireOf(control), (other) => judge(other, entry, control));
        const onTarget = onControl && lookBack(wireOf(target), (other) => judge(other, entry, target));
        if (onControl && onControl === onTarget) remove(onControl, [control, target]);
        else keep(entry, [control, target]);
        break;
      }
    }
  }
  return entries.filter(({ removed }) => !removed).flatMap(operationsOf);
}

type Verdict = 'partner' | 'pass' | 'stop';

function lookBack(wire: readonly Entry[], judgeEntry: (entry: Entry) => Verdict): Entry | undefined {
  for (let index = wire.length - 1; index >= Math.max(0, wire.length - MAX_LOOK_BACK); index -= 1) {
    const verdict = judgeEntry(wire[index]);
    if (verdict === 'partner') return wire[index];
    if (verdict === 'stop') return undefined;
  }
  return undefined;
}

/** What `other` is to a cx that comes after it, seen from one of its qubits. */
function judge(other: Entry, { control, target }: { readonly control: number; readonly target: number }, qubit: number): Verdict {
  if (other.type === 'cx') {
    if (other.control === control && other.target === target) return 'partner';
    return other.control === target || other.target === control ? 'stop' : 'pass';
  }
  if (other.type === 'wall') return 'stop';
  if (qubit === control) return isDiagonal(other) ? 'pass' : 'stop';
  return other.type === 'turn' && commutesWithX(other.matrix) ? 'pass' : 'stop';
}

function turnPasses({ matrix, qubit }: { readonly matrix: ComplexMatrix; readonly qubit: number }, { control }: { readonly control: number }): boolean {
  return qubit === control ? isDiagonalMatrix(matrix) : commutesWithX(matrix);
}

function entryOf(operation: Operation): Entry {
  const wall: Entry = { type: 'wall', operation, removed: false };
  if (operation.type !== 'gate' || operation.controls.length > 0) return wall;
  if (operation.name === 'cx') return { type: 'cx', control: operation.qubits[0], target: operation.qubits[1], operation, removed: false };
  if (operation.name !== 'u') return wall;
  const [qubit] = operation.qubits;
  if (operation.parameters.every(isConstant)) return { type: 'turn', qubit, matrix: baseMatrix('u', operation.parameters.map(Number)), removed: false };
  return stopsEverything(operation) ? wall : { type: 'open-turn', qubit, operation, removed: false };
}

/** A condition, a loop, a variable; and a gate whose angle a measurement decides. */
function stopsEverything(operation: Operation): boolean {
  if (operation.type !== 'gate') return operation.type !== 'matrix' && operation.type !== 'composite' && qubitsOf(operation).length === 0;
  let readsRun = false;
  for (const parameter of operation.parameters) visitExpression(parameter, ({ type }) => (readsRun ||= type === 'bit' || type === 'register' || type === 'variable'));
  return readsRun;
}

function operationsOf(entry: Entry): Operation[] {
  if (entry.type !== 'turn') return [entry.operation];
  const { theta, phi, lambda } = anglesOfMatrix(entry.matrix);
  return [u(theta, phi, lambda, entry.qubit)];
}

/** One gate for two of open angles: turns about Z, or about Y, add up. */
function sumOf({ parameters: [t, p, l], qubits }: GateOperation, { parameters: [theta, phi, lambda] }: GateOperation): GateOperation | undefined {
  if (t === 0 && theta === 0) return u(0, 0, added(added(p, l), added(phi, lambda)), qubits[0]);
  return p === 0 && l === 0 && phi === 0 && lambda === 0 ? u(added(t, theta), 0, 0, qubits[0]) : undefined;
}

function isDiagonal(entry: Extract<Entry, { type: 'turn' | 'open-turn' }>): boolean {
  return entry.type === 'turn' ? isDiagonalMatrix(entry.matrix) : entry.operation.parameters[0] === 0;
}

function isDiagonalMatrix({ re, im }: ComplexMatrix): boolean {
  return Math.hypot(re[1], im[1]) < NEXT_TO_NOTHING && Math.hypot(re[2], im[2]) < NEXT_TO_NOTHING;
}

function commutesWithX({ re, im }: ComplexMatrix): boolean {
  return Math.hypot(re[0] - re[3], im[0] - im[3]) < NEXT_TO_NOTHING && Math.hypot(re[1] - re[2], im[1] - im[2]) < NEXT_TO_NOTHING;
}

/** Up to a phase. */
function isIdentity(matrix: ComplexMatrix): boolean {
  return isDiagonalMatrix(matrix) && Math.hypot(matrix.re[0] - matrix.re[3], matrix.im[0] - matrix.im[3]) < NEXT_TO_NOTHING;
}
