import { standardGates, type Circuit, type Expression } from '../circuit/index.ts';
import { formatAngle, NotExpressible, writeProgram, type QasmDialect } from './write-qasm.ts';

/** The names of a base gate under so many controls. */
function nameUnderControls(name: string, controlCount: number): string | undefined {
  if (controlCount === 0) return name;
  const { base, controlCount: own } = standardGates[name];
  return Object.entries(standardGates).find(([, gate]) => gate.base === base && gate.controlCount === own + controlCount && gate.headers.includes('qelib1.inc') && gate.parameterCount === standardGates[name].parameterCount)?.[0];
}

const dialect: QasmDialect = {
  header: ['OPENQASM 2.0;', 'include "qelib1.inc";'],
  qubits: ({ name, size }) => `qreg ${name}[${size}];`,
  bits: ({ name, size }) => `creg ${name}[${size}];`,
  controls(controls) {
    if (controls.length > 0) throw new NotExpressible('Cannot write a controlled gate of a program’s own in OpenQASM 2. Use OpenQASM 3, or write it out first.');
    return '';
  },
  number: formatAngle,
  power: '^',
  gate({ name, parameters, phaseRad, controls, qubits }, { parameter, operand }) {
    const values = (expressions: readonly Expression[]): string => (expressions.length === 0 ? '' : `(${expressions.map(parameter).join(', ')})`);
    if (name === 'gphase') return controls.length === 0 ? [] : phaseUnderControls(controls.map(({ qubit }) => operand(qubit)), controls.map(({ value }) => value), parameter(parameters[0]));
    const known = name === 'ryy' || name === 'ccz' ? undefined : nameUnderControls(name === 'phase' ? 'p' : name === 'cphase' ? 'cp' : name === 'CX' ? 'cx' : name, controls.length);
    if (known === undefined) throw new NotExpressible(`Cannot write ${name} under ${controls.length} more controls in OpenQASM 2: qelib1.inc has no such gate. Use OpenQASM 3, or decompose it first.`);
    // A control on 0 is one on 1 between two flips.
    const flips = controls.filter(({ value }) => value === 0).map(({ qubit }) => `x ${operand(qubit)};`);
    const phase = controls.length > 0 && phaseRad !== undefined && phaseRad !== 0 ? phaseUnderControls(controls.map(({ qubit }) => operand(qubit)), controls.map(() => 1), parameter(phaseRad)) : [];
    return [...flips, ...phase, `${known}${values(parameters)} ${[...controls.map(({ qubit }) => qubit), ...qubits].map(operand).join(', ')};`, ...flips];
  },
  statement(operation, { bit, qubit, block, circuit }) {
    switch (operation.type) {
      case 'measure':
        if (operation.bit === undefined) throw new NotExpressible('Cannot write a measurement into no bit in OpenQASM 2.');
        return [`measure ${qubit(operation.qubit)} -> ${bit(operation.bit)};`];
      case 'reset':
        return [`reset ${qubit(operation.qubit)};`];
      case 'delay':
        return [];
      case 'if': {
        const condition = registerEquals(operation.condition, circuit);
        if (condition === undefined || operation.otherwise.length > 0) throw new NotExpressible('Cannot write this decision in OpenQASM 2: it compares a whole register with a number, and knows no else. Use OpenQASM 3.');
        return block(operation.body).map((line) => `if(${condition}) ${line}`);
      }
      default:
        throw new NotExpressible(`Cannot write "${operation.type}" in OpenQASM 2. Use OpenQASM 3.`);
    }
  },
};

/** A circuit as OpenQASM 2, with the gates of qelib1.inc. @throws NotExpressible for what only OpenQASM 3 can say */
export function writeQasm2(circuit: Circuit): string {
  if (circuit.parameterNames.length > 0) throw new NotExpressible(`Cannot write open parameters in OpenQASM 2: bind ${circuit.parameterNames.join(', ')} first, or use OpenQASM 3.`);
  if (circuit.variables.length > 0) throw new NotExpressible('Cannot write classical variables in OpenQASM 2. Use OpenQASM 3.');
  return writeProgram(circuit, dialect);
}

/** e^{iγ} where every control has its value. */
function phaseUnderControls(operands: readonly string[], values: readonly (0 | 1)[], angle: string): string[] {
  if (operands.length > 2) throw new NotExpressible(`Cannot write a phase under ${operands.length} controls in OpenQASM 2. Use OpenQASM 3.`);
  const flips = operands.filter((_, index) => values[index] === 0).map((operand) => `x ${operand};`);
  return [...flips, `${operands.length === 1 ? 'p' : 'cp'}(${angle}) ${operands.join(', ')};`, ...flips];
}

function registerEquals(condition: Expression, { bitRegisters }: Circuit): string | undefined {
  if (typeof condition !== 'object' || condition.type !== 'binary' || condition.operator !== '==') return undefined;
  const { left, right } = condition;
  if (typeof left !== 'object' || left.type !== 'register' || typeof right !== 'bigint') return undefined;
  const register = bitRegisters.find(({ start, size }) => start === left.start && size === left.size);
  return register && `${register.name}==${right}`;
}
