import { bodyOf, eulerAngles, formatExpression, standardGates, type Circuit, type ComplexMatrix, type CompositeOperation, type Control, type Expression, type ExpressionNode, type GateDefinition, type Operation, type Register, type UnitaryOperation } from '../circuit/index.ts';
import { libraryDefinitions } from './library-definitions.ts';

/** What a language cannot say. The message names the operation and what to do instead. */
export class NotExpressible extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = 'NotExpressible';
  }
}

/** The parts in which the two versions of the language differ. */
export interface QasmDialect {
  readonly header: readonly string[];
  readonly qubits: (register: Register) => string;
  readonly bits: (register: Register) => string;
  /** A gate that is known by name, on operands that are written already. @throws NotExpressible */
  readonly gate: (operation: Extract<UnitaryOperation, { type: 'gate' }>, write: GateWriting) => string[];
  /** `ctrl @ ` and the like before a composite gate. @throws NotExpressible */
  readonly controls: (controls: readonly Control[]) => string;
  readonly number: (value: number) => string;
  readonly power: string;
  /** Statements that only a run decides. @throws NotExpressible */
  readonly statement: (operation: Operation, write: StatementWriting) => string[];
}

export interface GateWriting {
  readonly parameter: (expression: Expression) => string;
  readonly operand: (qubit: number) => string;
  /** Inside a gate's body a phase matters, for the gate may be controlled. */
  readonly insideBody: boolean;
}

export interface StatementWriting {
  readonly condition: (expression: Expression) => string;
  readonly bit: (index: number) => string;
  readonly qubit: (index: number) => string;
  readonly block: (operations: readonly Operation[]) => string[];
  readonly variableName: (index: number) => string;
  readonly circuit: Circuit;
}

/** The program of a circuit in a dialect. Equal circuits give equal programs. @throws NotExpressible */
export function writeProgram(circuit: Circuit, dialect: QasmDialect): string {
  const named = withNamedBits(circuit);
  const definitions = collectDefinitions(named.operations);
  const names = definitionNames(definitions, named);
  const body = statementsOf(named, dialect, names);
  const lines = [
    ...dialect.header,
    ...definitions.flatMap((use) => definitionLines(use, dialect, names)),
    ...named.parameterNames.map((name) => `input float ${name};`),
    ...named.qubitRegisters.map(dialect.qubits),
    ...named.bitRegisters.map(dialect.bits),
    ...named.variables.map(({ name, type, bitCount }, index) => `${type}${bitCount === undefined || type === 'float' || type === 'bool' || type === 'angle' ? '' : `[${bitCount}]`} ${variableName(name, index)};`),
    ...body,
  ];
  return `${lines.join('\n')}\n`;
}

/** Bits of the machine's own get a register of their own, for a program can only speak of what has a name. */
function withNamedBits(circuit: Circuit): Circuit {
  const covered = circuit.bitRegisters.reduce((sum, { size }) => sum + size, 0);
  if (covered === circuit.bitCount) return circuit;
  const registers: Register[] = [];
  let start = 0;
  const hidden = (size: number): void => {
    if (size > 0) registers.push({ name: `hidden_${registers.length}`, start, size });
  };
  for (const register of circuit.bitRegisters.toSorted((left, right) => left.start - right.start)) {
    hidden(register.start - start);
    registers.push(register);
    start = register.start + register.size;
  }
  hidden(circuit.bitCount - start);
  return { ...circuit, bitRegisters: registers };
}

function variableName(name: string, index: number): string {
  return `${name === '' ? 'value' : name}_${index}`;
}

interface DefinitionUse {
  readonly definition: GateDefinition;
  readonly inverted: boolean;
}

/** Names of definitions, those of the gates' inverses apart. */
interface DefinitionNames {
  readonly forward: ReadonlyMap<GateDefinition, string>;
  readonly inverted: ReadonlyMap<GateDefinition, string>;
}

/** Every composite gate that is used, each before its users. */
function collectDefinitions(operations: readonly Operation[]): DefinitionUse[] {
  const found: DefinitionUse[] = [];
  const seen = { forward: new Set<GateDefinition>(), inverted: new Set<GateDefinition>() };
  const visit = (operation: Operation): void => {
    if (operation.type === 'if') [...operation.body, ...operation.otherwise].forEach(visit);
    if (operation.type === 'while') operation.body.forEach(visit);
    if (operation.type !== 'composite' || isLibraryGate(operation)) return;
    const { definition, inverted } = operation;
    const known = inverted ? seen.inverted : seen.forward;
    if (known.has(definition)) return;
    known.add(definition);
    bodyOf(unplaced({ definition, inverted })).forEach(visit);
    found.push({ definition, inverted });
  };
  operations.forEach(visit);
  return found;
}

function isLibraryGate({ definition, inverted }: CompositeOperation): boolean {
  return !inverted && libraryDefinitions[definition.name] === definition;
}

/** The definition on its own qubits with its parameters open. */
function unplaced({ definition, inverted }: DefinitionUse): CompositeOperation {
  return { type: 'composite', definition, parameters: definition.parameterNames.map((name) => ({ type: 'symbol', name })), inverted, controls: [], qubits: definition.qubitNames.map((_, qubit) => qubit) };
}

/** A name for each definition that nothing else has. */
function definitionNames(definitions: readonly DefinitionUse[], { qubitRegisters, bitRegisters, parameterNames }: Circuit): DefinitionNames {
  const taken = new Set([...Object.keys(standardGates), ...qubitRegisters.map(({ name }) => name), ...bitRegisters.map(({ name }) => name), ...parameterNames]);
  const names = { forward: new Map<GateDefinition, string>(), inverted: new Map<GateDefinition, string>() };
  for (const { definition, inverted } of definitions) {
    const wanted = inverted ? `${definition.name}_dg` : definition.name;
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
    taken.add(name);
    (inverted ? names.inverted : names.forward).set(definition, name);
  }
  return names;
}

function definitionLines(use: DefinitionUse, dialect: QasmDialect, names: DefinitionNames): string[] {
  const name = nameOf(use, names);
  const { parameterNames, qubitNames } = use.definition;
  const parameters = parameterNames.length > 0 ? `(${parameterNames.join(', ')})` : '';
  const write: GateWriting = { parameter: (expression) => formatParameter(expression, dialect, () => ''), operand: (qubit) => qubitNames[qubit], insideBody: true };
  const body = bodyOf(unplaced(use)).flatMap((operation) => unitaryLines(operation, write, dialect, names));
  return [`gate ${name}${parameters} ${qubitNames.join(', ')} {`, ...body.map((line) => `  ${line}`), '}'];
}

function unitaryLines(operation: UnitaryOperation, write: GateWriting, dialect: QasmDialect, names: DefinitionNames): string[] {
  switch (operation.type) {
    case 'barrier':
      return [`barrier ${operation.qubits.map(write.operand).join(', ')};`];
    case 'gate':
      return dialect.gate(operation, write);
    case 'matrix':
      return dialect.gate(gateOfMatrix(operation), write);
    case 'composite': {
      const name = isLibraryGate(operation) ? operation.definition.name : nameOf(operation, names);
      const parameters = operation.parameters.length > 0 ? `(${operation.parameters.map(write.parameter).join(', ')})` : '';
      const operands = [...operation.controls.map(({ qubit }) => qubit), ...operation.qubits].map(write.operand).join(', ');
      return [`${dialect.controls(operation.controls)}${name}${parameters} ${operands};`];
    }
  }
}

function nameOf({ definition, inverted }: DefinitionUse, names: DefinitionNames): string {
  const name = (inverted ? names.inverted : names.forward).get(definition);
  if (name === undefined) throw new RangeError(`Cannot write the gate ${definition.name}: it was not collected`);
  return name;
}

function gateOfMatrix({ matrix, label, controls, qubits }: { matrix: ComplexMatrix; label: string; controls: readonly Control[]; qubits: readonly number[] }): Extract<UnitaryOperation, { type: 'gate' }> {
  if (matrix.dimension !== 2) throw new NotExpressible(`Cannot write the gate ${label}: a matrix on several qubits has no form in OpenQASM. Decompose it first.`);
  const { theta, phi, lambda, phaseRad } = eulerAngles(matrix);
  return { type: 'gate', name: 'u', parameters: [theta, phi, lambda], phaseRad, controls, qubits };
}

function statementsOf(circuit: Circuit, dialect: QasmDialect, names: DefinitionNames): string[] {
  const elementOf = (registers: readonly Register[], index: number): string => {
    const register = registers.find(({ start, size }) => index >= start && index < start + size);
    if (!register) throw new RangeError(`Cannot write the circuit: ${index} is in no register`);
    return `${register.name}[${index - register.start}]`;
  };
  const qubit = (index: number): string => elementOf(circuit.qubitRegisters, index);
  const bit = (index: number): string => elementOf(circuit.bitRegisters, index);
  const leafName = (leaf: ExpressionNode): string => {
    if (leaf.type === 'symbol') return leaf.name;
    if (leaf.type === 'bit') return bit(leaf.index);
    if (leaf.type === 'variable') return variableName(circuit.variables[leaf.index].name, leaf.index);
    if (leaf.type !== 'register') throw new RangeError(`Cannot name an expression of type ${leaf.type}`);
    const whole = circuit.bitRegisters.find(({ start, size }) => start === leaf.start && size === leaf.size);
    if (whole) return `uint[${leaf.size}](${whole.name})`;
    return `(${Array.from({ length: leaf.size }, (_, index) => `(uint[${leaf.size}](${bit(leaf.start + index)}) << ${index})`).join(' | ')})`;
  };
  const gateWriting: GateWriting = { parameter: (expression) => formatParameter(expression, dialect, leafName), operand: qubit, insideBody: false };
  const block = (operations: readonly Operation[]): string[] =>
    operations.flatMap((operation) => {
      if (operation.type === 'gate' || operation.type === 'matrix' || operation.type === 'composite' || operation.type === 'barrier') return unitaryLines(operation, gateWriting, dialect, names);
      return dialect.statement(operation, { condition: (expression) => formatExpression(expression, leafName), bit, qubit, block, variableName: (index) => variableName(circuit.variables[index].name, index), circuit });
    });
  return block(circuit.operations);
}

function formatParameter(expression: Expression, dialect: QasmDialect, leafName: (leaf: ExpressionNode) => string): string {
  if (typeof expression !== 'object') return dialect.number(Number(expression));
  const text = formatExpression(expression, (leaf) => (leaf.type === 'symbol' ? leaf.name : leafName(leaf)));
  return dialect.power === '**' ? text : text.replaceAll('**', dialect.power);
}

/** Shortest digits that read back the same, with multiples of π written as such. */
export function formatAngle(value: number): string {
  for (const denominator of [1, 2, 3, 4, 6, 8, 16]) {
    const numerator = (value * denominator) / Math.PI;
    const whole = Math.round(numerator);
    if (whole === 0 || Math.abs(whole) > 64 || (whole * Math.PI) / denominator !== value) continue;
    const factor = whole === 1 ? 'pi' : whole === -1 ? '-pi' : `${whole}*pi`;
    return denominator === 1 ? factor : `${factor}/${denominator}`;
  }
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value);
}
