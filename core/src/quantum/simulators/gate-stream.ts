import type { AmplitudeOperation } from '../../kernels/index.ts';
import { eulerAngles, identityMatrix, multiplyMatrices, type AppliedGate, type ComplexMatrix, type Control } from '../circuit/index.ts';

/** What gates come to: operations of the kernel, and matrices on several qubits that it has no operation for. */
export type StreamItem = AmplitudeOperation | { readonly kind: 'dense'; readonly gate: AppliedGate };

const EXACT = 1e-14;

/**
 * Turns gates into as little arithmetic as they need. Gates on one qubit are multiplied together and split into a real rotation between
 * two phases; phases wait and are multiplied into all amplitudes at once; flips, exchanges and phases under controls stay what they are.
 */
export function gateStream(gates: readonly AppliedGate[]): StreamItem[] {
  const items: StreamItem[] = [];
  /** Products of gates on one qubit that nothing has met yet. */
  const matrices = new Map<number, ComplexMatrix>();
  /** Phases of |1⟩ that wait, and one of everything. */
  let phases = new Map<number, number>();
  let phaseRad = 0;

  const addPhase = (qubit: number, angleRad: number): void => {
    if (angleRad !== 0) phases.set(qubit, (phases.get(qubit) ?? 0) + angleRad);
  };
  const settlePhases = (): void => {
    if (phases.size === 0 && phaseRad === 0) return;
    items.push({ kind: 'diagonal', phases, phaseRad });
    phases = new Map();
    phaseRad = 0;
  };
  /** All at once: their phases then share one pass over the amplitudes. */
  const settleMatrices = (): void => {
    const turns: AmplitudeOperation[] = [];
    const after: [number, number][] = [];
    for (const [qubit, matrix] of [...matrices].toSorted(([left], [right]) => left - right)) {
      const whole = withoutPhase(matrix);
      phaseRad += whole.phaseRad;
      if (isDiagonal(matrix)) addPhase(qubit, Math.atan2(whole.im[3], whole.re[3]));
      else if (whole.im.every((value) => Math.abs(value) < EXACT)) turns.push(realTurn(qubit, whole.re, []));
      else {
        const { theta, phi, lambda, phaseRad: own } = eulerAngles(matrix);
        phaseRad += own - whole.phaseRad;
        addPhase(qubit, lambda);
        after.push([qubit, phi]);
        const c = Math.cos(theta / 2);
        const s = Math.sin(theta / 2);
        turns.push({ kind: 'real', qubit, entries: [c, -s, s, c], controls: [] });
      }
    }
    matrices.clear();
    if (turns.length === 0) return;
    // A phase that waits on a qubit that does not turn may go on waiting; one table holds all, so none does.
    settlePhases();
    items.push(...turns);
    for (const [qubit, angleRad] of after) addPhase(qubit, angleRad);
  };
  const touches = (qubits: readonly number[]): boolean => qubits.some((qubit) => matrices.has(qubit));
  const waits = (qubits: readonly number[]): boolean => qubits.some((qubit) => phases.has(qubit));

  for (const gate of gates) {
    const { controls, targets, matrix } = gate;
    if (targets.length === 1 && controls.length === 0) {
      const [qubit] = targets;
      matrices.set(qubit, multiplyMatrices(matrix, matrices.get(qubit) ?? identityMatrix(2)));
      continue;
    }
    if (targets.length === 0 && controls.length === 0) {
      phaseRad += Math.atan2(matrix.im[0], matrix.re[0]);
      continue;
    }
    if (touches([...targets, ...controls.map(({ qubit }) => qubit)])) settleMatrices();
    if (isDiagonal(matrix)) {
      for (const operation of phasesOf(gate)) {
        const [only] = operation.controls;
        if (operation.controls.length === 0) phaseRad += operation.angleRad;
        else if (operation.controls.length === 1 && only.value === 1) addPhase(only.qubit, operation.angleRad);
        else items.push(operation);
      }
      continue;
    }
    if (waits(targets)) settlePhases();
    if (targets.length === 1) items.push(...controlledTurn(targets[0], matrix, controls));
    else if (isExchange(matrix)) items.push({ kind: 'exchange', first: targets[0], second: targets[1], controls });
    else items.push({ kind: 'dense', gate });
  }
  settleMatrices();
  settlePhases();
  return items;
}

/** The matrix with its first entry that is not 0 made real and positive. */
function withoutPhase({ re, im }: ComplexMatrix): { re: Float64Array; im: Float64Array; phaseRad: number } {
  const first = re.findIndex((value, index) => Math.hypot(value, im[index]) > EXACT);
  const phaseRad = Math.atan2(im[first], re[first]);
  const c = Math.cos(phaseRad);
  const s = Math.sin(phaseRad);
  return { re: re.map((value, index) => c * value + s * im[index]), im: im.map((value, index) => c * value - s * re[index]), phaseRad };
}

function isDiagonal({ dimension, re, im }: ComplexMatrix): boolean {
  for (let index = 0; index < re.length; index += 1) if (index % (dimension + 1) !== 0 && Math.hypot(re[index], im[index]) > EXACT) return false;
  return true;
}

function realTurn(qubit: number, entries: ArrayLike<number>, controls: readonly Control[]): AmplitudeOperation {
  const [a, b, c, d] = [entries[0], entries[1], entries[2], entries[3]];
  if (Math.abs(a) < EXACT && Math.abs(d) < EXACT && Math.abs(b - 1) < EXACT && Math.abs(c - 1) < EXACT) return { kind: 'flip', qubit, controls };
  return { kind: 'real', qubit, entries: [a, b, c, d], controls };
}

function controlledTurn(qubit: number, matrix: ComplexMatrix, controls: readonly Control[]): AmplitudeOperation[] {
  const whole = withoutPhase(matrix);
  const phase: AmplitudeOperation[] = Math.abs(whole.phaseRad) < EXACT ? [] : [{ kind: 'phase', angleRad: whole.phaseRad, controls }];
  if (whole.im.every((value) => Math.abs(value) < EXACT)) return [...phase, realTurn(qubit, whole.re, controls)];
  return [{ kind: 'complex', qubit, re: matrix.re, im: matrix.im, controls }];
}

function isExchange({ dimension, re, im }: ComplexMatrix): boolean {
  if (dimension !== 4) return false;
  const ones = [0, 6, 9, 15];
  return re.every((value, index) => Math.abs(value - (ones.includes(index) ? 1 : 0)) < EXACT) && im.every((value) => Math.abs(value) < EXACT);
}

type PhaseOperation = Extract<AmplitudeOperation, { kind: 'phase' }>;

/** A diagonal as phases of ever more qubits that are 1: each takes what those of fewer have given already. */
function phasesOf({ controls, targets, matrix: { dimension, re, im } }: AppliedGate): PhaseOperation[] {
  const given = new Float64Array(dimension);
  const operations: PhaseOperation[] = [];
  const order = Array.from({ length: dimension }, (_, index) => index).toSorted((left, right) => countOnes(left) - countOnes(right));
  for (const index of order) {
    const at = index * (dimension + 1);
    const angleRad = Math.atan2(im[at], re[at]) - given[index];
    if (Math.abs(angleRad) < EXACT) continue;
    for (let other = 0; other < dimension; other += 1) if ((other & index) === index) given[other] += angleRad;
    operations.push({ kind: 'phase', angleRad, controls: [...controls, ...targets.flatMap((qubit, position): Control[] => (((index >>> position) & 1) === 1 ? [{ qubit, value: 1 }] : []))] });
  }
  return operations;
}

function countOnes(value: number): number {
  return value.toString(2).replaceAll('0', '').length;
}
