import { complexMatrix, phaseMatrix, type ComplexMatrix } from './complex-matrix.ts';
import type { Expression } from './expression.ts';

/** Gates that simulators know by a matrix of their own. Everything else is one of these under controls, or made of them. */
export type BaseGateName = 'gphase' | 'id' | 'x' | 'y' | 'z' | 'h' | 's' | 'sdg' | 't' | 'tdg' | 'sx' | 'sxdg' | 'rx' | 'ry' | 'rz' | 'p' | 'u' | 'swap' | 'rxx' | 'ryy' | 'rzz';

interface BaseGate {
  readonly parameterCount: number;
  readonly qubitCount: number;
  /** The first qubit is the least significant bit of a row's number. */
  readonly matrix: (...anglesRad: number[]) => ComplexMatrix;
  /** The gate that undoes it. */
  readonly inverse: (parameters: readonly Expression[]) => { readonly base: BaseGateName; readonly parameters: readonly Expression[] };
}

const { SQRT1_2, PI } = Math;
const cis = (angleRad: number): [number, number] => [Math.cos(angleRad), Math.sin(angleRad)];
const diagonal = (...angles: number[]): ComplexMatrix => complexMatrix(angles.map((angleRad, row) => angles.map((_, column) => (row === column ? cis(angleRad) : 0))));
const negative = (expression: Expression): Expression => (typeof expression === 'object' ? { type: 'unary', operator: '-', operand: expression } : -Number(expression));

const itself = (base: BaseGateName) => (parameters: readonly Expression[]) => ({ base, parameters });
const turnedBack = (base: BaseGateName) => (parameters: readonly Expression[]) => ({ base, parameters: parameters.map(negative) });

function rotation(angleRad: number): [number, number] {
  return [Math.cos(angleRad / 2), Math.sin(angleRad / 2)];
}

export const baseGates: Readonly<Record<BaseGateName, BaseGate>> = {
  gphase: { parameterCount: 1, qubitCount: 0, matrix: (angleRad) => diagonal(angleRad), inverse: turnedBack('gphase') },
  id: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[1, 0], [0, 1]]), inverse: itself('id') },
  x: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[0, 1], [1, 0]]), inverse: itself('x') },
  y: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[0, [0, -1]], [[0, 1], 0]]), inverse: itself('y') },
  z: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[1, 0], [0, -1]]), inverse: itself('z') },
  h: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[SQRT1_2, SQRT1_2], [SQRT1_2, -SQRT1_2]]), inverse: itself('h') },
  s: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[1, 0], [0, [0, 1]]]), inverse: () => ({ base: 'sdg', parameters: [] }) },
  sdg: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[1, 0], [0, [0, -1]]]), inverse: () => ({ base: 's', parameters: [] }) },
  t: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[1, 0], [0, [SQRT1_2, SQRT1_2]]]), inverse: () => ({ base: 'tdg', parameters: [] }) },
  tdg: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[1, 0], [0, [SQRT1_2, -SQRT1_2]]]), inverse: () => ({ base: 't', parameters: [] }) },
  sx: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[[0.5, 0.5], [0.5, -0.5]], [[0.5, -0.5], [0.5, 0.5]]]), inverse: () => ({ base: 'sxdg', parameters: [] }) },
  sxdg: { parameterCount: 0, qubitCount: 1, matrix: () => complexMatrix([[[0.5, -0.5], [0.5, 0.5]], [[0.5, 0.5], [0.5, -0.5]]]), inverse: () => ({ base: 'sx', parameters: [] }) },
  rx: {
    parameterCount: 1,
    qubitCount: 1,
    matrix(angleRad) {
      const [c, s] = rotation(angleRad);
      return complexMatrix([[c, [0, -s]], [[0, -s], c]]);
    },
    inverse: turnedBack('rx'),
  },
  ry: {
    parameterCount: 1,
    qubitCount: 1,
    matrix(angleRad) {
      const [c, s] = rotation(angleRad);
      return complexMatrix([[c, -s], [s, c]]);
    },
    inverse: turnedBack('ry'),
  },
  rz: { parameterCount: 1, qubitCount: 1, matrix: (angleRad) => diagonal(-angleRad / 2, angleRad / 2), inverse: turnedBack('rz') },
  p: { parameterCount: 1, qubitCount: 1, matrix: (angleRad) => diagonal(0, angleRad), inverse: turnedBack('p') },
  u: {
    parameterCount: 3,
    qubitCount: 1,
    /** [[cos θ/2, −e^{iλ} sin θ/2], [e^{iφ} sin θ/2, e^{i(φ+λ)} cos θ/2]] */
    matrix(theta, phi, lambda) {
      const [c, s] = rotation(theta);
      const scaled = (angleRad: number, factor: number): [number, number] => [Math.cos(angleRad) * factor, Math.sin(angleRad) * factor];
      return complexMatrix([[c, scaled(lambda, -s)], [scaled(phi, s), scaled(phi + lambda, c)]]);
    },
    inverse: ([theta, phi, lambda]) => ({ base: 'u', parameters: [negative(theta), negative(lambda), negative(phi)] }),
  },
  swap: { parameterCount: 0, qubitCount: 2, matrix: () => complexMatrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]]), inverse: itself('swap') },
  rxx: {
    parameterCount: 1,
    qubitCount: 2,
    matrix(angleRad) {
      const [c, s] = rotation(angleRad);
      const off: [number, number] = [0, -s];
      return complexMatrix([[c, 0, 0, off], [0, c, off, 0], [0, off, c, 0], [off, 0, 0, c]]);
    },
    inverse: turnedBack('rxx'),
  },
  ryy: {
    parameterCount: 1,
    qubitCount: 2,
    matrix(angleRad) {
      const [c, s] = rotation(angleRad);
      return complexMatrix([[c, 0, 0, [0, s]], [0, c, [0, -s], 0], [0, [0, -s], c, 0], [[0, s], 0, 0, c]]);
    },
    inverse: turnedBack('ryy'),
  },
  rzz: { parameterCount: 1, qubitCount: 2, matrix: (angleRad) => diagonal(-angleRad / 2, angleRad / 2, angleRad / 2, -angleRad / 2), inverse: turnedBack('rzz') },
};

/** What a gate's name stands for. */
export interface StandardGate {
  readonly parameterCount: number;
  /** Controls first, then the base gate's qubits. */
  readonly qubitCount: number;
  readonly controlCount: number;
  readonly base: BaseGateName;
  /** The base gate's parameters, and a phase that matters under a control. */
  readonly toBase: (parameters: readonly Expression[]) => { readonly parameters: readonly Expression[]; readonly phaseRad?: Expression };
  /** The headers that declare it; none for names that only the builder knows. */
  readonly headers: readonly ('qelib1.inc' | 'stdgates.inc')[];
}

const same: StandardGate['toBase'] = (parameters) => ({ parameters });
const QASM_2 = ['qelib1.inc'] as const;
const QASM_3 = ['stdgates.inc'] as const;
const BOTH = ['qelib1.inc', 'stdgates.inc'] as const;

function gate(base: BaseGateName, controlCount: number, headers: StandardGate['headers'], { parameterCount = baseGates[base].parameterCount, toBase = same }: { parameterCount?: number; toBase?: StandardGate['toBase'] } = {}): StandardGate {
  return { parameterCount, qubitCount: controlCount + baseGates[base].qubitCount, controlCount, base, toBase, headers };
}

const u2 = { parameterCount: 2, toBase: ([phi, lambda]: readonly Expression[]) => ({ parameters: [PI / 2, phi, lambda] }) };

/** Every gate known by name: Qiskit's `qelib1.inc`, OpenQASM 3's `stdgates.inc`, and a few that only export knows. */
export const standardGates: Readonly<Record<string, StandardGate>> = {
  id: gate('id', 0, BOTH),
  u0: gate('id', 0, QASM_2, { parameterCount: 1, toBase: () => ({ parameters: [] }) }),
  x: gate('x', 0, BOTH),
  y: gate('y', 0, BOTH),
  z: gate('z', 0, BOTH),
  h: gate('h', 0, BOTH),
  s: gate('s', 0, BOTH),
  sdg: gate('sdg', 0, BOTH),
  t: gate('t', 0, BOTH),
  tdg: gate('tdg', 0, BOTH),
  sx: gate('sx', 0, BOTH),
  sxdg: gate('sxdg', 0, QASM_2),
  rx: gate('rx', 0, BOTH),
  ry: gate('ry', 0, BOTH),
  rz: gate('rz', 0, BOTH),
  p: gate('p', 0, BOTH),
  phase: gate('p', 0, QASM_3),
  u1: gate('p', 0, BOTH),
  u2: gate('u', 0, BOTH, u2),
  u3: gate('u', 0, BOTH),
  u: gate('u', 0, QASM_2),
  swap: gate('swap', 0, BOTH),
  rxx: gate('rxx', 0, QASM_2),
  ryy: gate('ryy', 0, []),
  rzz: gate('rzz', 0, QASM_2),
  cx: gate('x', 1, BOTH),
  CX: gate('x', 1, QASM_3),
  cy: gate('y', 1, BOTH),
  cz: gate('z', 1, BOTH),
  ch: gate('h', 1, BOTH),
  csx: gate('sx', 1, QASM_2),
  crx: gate('rx', 1, BOTH),
  cry: gate('ry', 1, BOTH),
  crz: gate('rz', 1, BOTH),
  cp: gate('p', 1, BOTH),
  cphase: gate('p', 1, QASM_3),
  cu1: gate('p', 1, QASM_2),
  cu3: gate('u', 1, QASM_2),
  cu: gate('u', 1, BOTH, { parameterCount: 4, toBase: ([theta, phi, lambda, gamma]) => ({ parameters: [theta, phi, lambda], phaseRad: gamma }) }),
  ccx: gate('x', 2, BOTH),
  ccz: gate('z', 2, []),
  cswap: gate('swap', 1, BOTH),
  c3x: gate('x', 3, QASM_2),
  c3sqrtx: gate('sx', 3, QASM_2),
  c4x: gate('x', 4, QASM_2),
};

/** The matrix of a base gate, without controls. @param anglesRad Its parameters. @throws RangeError for a wrong count or an angle that is not finite */
export function baseMatrix(base: BaseGateName, anglesRad: readonly number[], phaseRad = 0): ComplexMatrix {
  const { parameterCount, matrix } = baseGates[base];
  if (anglesRad.length !== parameterCount || !anglesRad.every(Number.isFinite)) throw new RangeError(`Cannot make the matrix of ${base}: it takes ${parameterCount} finite angles, received (${anglesRad.join(', ')})`);
  const made = matrix(...anglesRad);
  return phaseRad === 0 ? made : phaseMatrix(made, phaseRad);
}
