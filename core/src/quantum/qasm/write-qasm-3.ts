import { fold, formatExpression, standardGates, type Circuit, type Control, type Expression } from '../circuit/index.ts';
import { formatAngle, writeProgram, type QasmDialect } from './write-qasm.ts';

/** Names whose gate in stdgates.inc carries another phase than its matrix: the gate itself is written. */
const AS_U: Readonly<Record<string, (parameters: readonly Expression[]) => readonly Expression[]>> = {
  u: (parameters) => parameters,
  u3: (parameters) => parameters,
  u2: ([phi, lambda]) => [Math.PI / 2, phi, lambda],
};
/** Gates of qelib1.inc that stdgates.inc does not have, as controls on ones that it has. */
const WITHOUT_NAME: Readonly<Record<string, string>> = {
  cu1: 'cphase', csx: 'ctrl @ sx', c3x: 'ctrl(3) @ x', c4x: 'ctrl(4) @ x', c3sqrtx: 'ctrl(3) @ sx', ccz: 'ctrl(2) @ z', cu3: '', sxdg: 'inv @ sx',
};

/** A phase below this is what rounding left. */
const NO_PHASE = 1e-15;

const controlsText = (controls: readonly Control[]): string => controls.map(({ value }) => (value === 1 ? 'ctrl @ ' : 'negctrl @ ')).join('');

const dialect: QasmDialect = {
  header: ['OPENQASM 3.0;', 'include "stdgates.inc";'],
  qubits: ({ name, size }) => `qubit[${size}] ${name};`,
  bits: ({ name, size }) => `bit[${size}] ${name};`,
  controls: controlsText,
  number: formatAngle,
  power: '**',
  gate({ name, parameters, phaseRad, controls, qubits }, { parameter, operand, insideBody }) {
    const operands = [...controls.map(({ qubit }) => qubit), ...qubits].map(operand).join(', ');
    const prefix = controlsText(controls);
    const values = (expressions: readonly Expression[]): string => (expressions.length === 0 ? '' : `(${expressions.map(parameter).join(', ')})`);
    if (name === 'gphase') return [`${prefix}gphase${values(parameters)}${operands === '' ? '' : ` ${operands}`};`];
    const ownControls = qubits.slice(0, standardGates[name].controlCount);
    const lines: string[] = [];
    const phase = (expression: Expression): void => {
      if (!(insideBody || controls.length + ownControls.length > 0) || (typeof expression !== 'object' && Math.abs(Number(expression)) < NO_PHASE)) return;
      const targets = [...controls.map(({ qubit }) => qubit), ...ownControls].map(operand).join(', ');
      lines.push(`${prefix}${'ctrl @ '.repeat(ownControls.length)}gphase(${parameter(expression)})${targets === '' ? '' : ` ${targets}`};`);
    };
    if (Object.hasOwn(AS_U, name)) {
      const angles = AS_U[name](parameters);
      // U carries e^{iθ/2} itself.
      phase(difference(phaseRad ?? 0, fold({ type: 'binary', operator: '/', left: angles[0], right: 2 })));
      return [...lines, `${prefix}U${values(angles)} ${operands};`];
    }
    if (phaseRad !== undefined) phase(phaseRad);
    if (name === 'cu3') {
      const [theta, phi, lambda] = parameters;
      return [...lines, `${prefix}cu${values([theta, phi, lambda, 0])} ${operands};`];
    }
    if (name === 'rxx' || name === 'ryy' || name === 'rzz') return [...lines, ...rotationOfPair(name, values(parameters), prefix, controls.map(({ qubit }) => operand(qubit)), qubits.map(operand))];
    if (name === 'u0') return [...lines, `${prefix}id ${operands};`];
    return [...lines, `${prefix}${WITHOUT_NAME[name] ?? name}${values(parameters)} ${operands};`];
  },
  statement(operation, { condition, bit, qubit, block, variableName }) {
    switch (operation.type) {
      case 'measure':
        return [operation.bit === undefined ? `measure ${qubit(operation.qubit)};` : `${bit(operation.bit)} = measure ${qubit(operation.qubit)};`];
      case 'reset':
        return [`reset ${qubit(operation.qubit)};`];
      case 'delay':
        return [`delay[${operation.durationSeconds === undefined ? '1dt' : `${operation.durationSeconds * 1e9}ns`}] ${operation.qubits.map(qubit).join(', ')};`];
      case 'set-bit':
        return [`${bit(operation.bit)} = ${condition(operation.value)};`];
      case 'set-variable':
        return [`${variableName(operation.variable)} = ${condition(operation.value)};`];
      case 'if': {
        const otherwise = operation.otherwise.length > 0 ? ['} else {', ...indented(block(operation.otherwise))] : [];
        return [`if (${condition(operation.condition)}) {`, ...indented(block(operation.body)), ...otherwise, '}'];
      }
      case 'while':
        return [`while (${condition(operation.condition)}) {`, ...indented(block(operation.body)), '}'];
      case 'end':
      case 'break':
      case 'continue':
        return [`${operation.type};`];
      default:
        return block([operation]);
    }
  },
};

/** A circuit as OpenQASM 3. @throws NotExpressible for a matrix on several qubits */
export function writeQasm3(circuit: Circuit): string {
  return writeProgram(circuit, dialect);
}

/** left − right, nothing where both are written alike. */
function difference(left: Expression, right: Expression): Expression {
  if (formatExpression(left) === formatExpression(right)) return 0;
  if (left === 0) return fold({ type: 'unary', operator: '-', operand: right });
  return fold({ type: 'binary', operator: '-', left, right });
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** exp(−iθ/2 · P⊗P) by cx and rz, in the basis where P is Z. Only the rotation itself needs the controls. */
function rotationOfPair(name: 'rxx' | 'ryy' | 'rzz', angle: string, prefix: string, controls: readonly string[], [first, second]: readonly string[]): string[] {
  const turn = name === 'rxx' ? (operand: string) => `h ${operand};` : name === 'ryy' ? (operand: string) => `rx(pi/2) ${operand};` : undefined;
  const turnBack = name === 'ryy' ? (operand: string) => `rx(-pi/2) ${operand};` : turn;
  return [
    ...(turn ? [turn(first), turn(second)] : []),
    `cx ${first}, ${second};`,
    `${prefix}rz${angle} ${[...controls, second].join(', ')};`,
    `cx ${first}, ${second};`,
    ...(turnBack ? [turnBack(first), turnBack(second)] : []),
  ];
}
