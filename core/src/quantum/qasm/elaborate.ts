import { didYouMean } from '../../foundation/index.ts';
import type { Circuit } from '../circuit/index.ts';
import { createCircuitWriter } from './circuit-writer.ts';
import { assign } from './classical-values.ts';
import { choose, decide, repeatFor, repeatWhile } from './control-flow.ts';
import { declareQubits, declareValue } from './declarations.ts';
import { durationSeconds, elaborateExpression } from './elaborate-expression.ts';
import { elaborateApply, elaborateGateBody } from './elaborate-gates.ts';
import { Leaving, type Elaboration } from './elaboration.ts';
import { Fault } from './fault.ts';
import { findGate, missingGate } from './find-gate.ts';
import { builtInGate } from './gate-named.ts';
import { aliased, bitsOf, qubitsOf } from './operands.ts';
import type { QasmProblem, Span } from './source-place.ts';
import { callSubroutine } from './subroutines.ts';
import { createScope, type Scope } from './symbols.ts';
import type { ExpressionSyntax, ProgramSyntax, StatementSyntax } from './syntax.ts';

export interface ElaborateOptions {
  /** Whether slips that leave no doubt are put right. Each is told in `forgiven`. */
  readonly lenient: boolean;
  readonly problemAt: (span: Span, message: string, hint?: string) => QasmProblem;
}

export interface ElaboratedProgram {
  readonly circuit: Circuit;
  readonly problems: readonly QasmProblem[];
  readonly forgiven: readonly QasmProblem[];
}

/** More problems than a person reads are not collected. */
const MAX_PROBLEM_COUNT = 100;

/** Goes through a program: declares, unrolls what is known, and writes down what only a run can decide. */
export function elaborate({ version, statements }: ProgramSyntax, { lenient, problemAt }: ElaborateOptions): ElaboratedProgram {
  const problems: QasmProblem[] = [];
  const forgiven: QasmProblem[] = [];
  const elaboration = createElaboration(version?.major ?? 3, (span, message, hint) => {
    if (!lenient) throw new Fault(span, message, hint);
    forgiven.push(problemAt(span, message));
  });
  const { globals, writer, parameterNames } = elaboration;
  const tell = ({ span, message, hint }: Fault): void => {
    if (message !== '') problems.push(problemAt(span, message, hint));
  };

  /** A fault ends its statement only; what it declares is known to be faulty. True once the program has ended. */
  function runTop(run: () => void, statement: StatementSyntax): boolean {
    try {
      run();
      return false;
    } catch (error) {
      if (error instanceof Leaving) {
        if (error.how === 'end') return true;
        tell(new Fault(statement, `"${error.how}" stands outside of what it could leave.`));
      } else if (error instanceof Fault) {
        tell(error);
        if ('name' in statement && statement.type !== 'apply' && globals.find(statement.name.name) === undefined) globals.replace(statement.name.name, { kind: 'faulty' });
      } else throw error;
      return false;
    }
  }

  const old = version ? undefined : statements.find((statement) => statement.type === 'include' && statement.path === 'qelib1.inc');
  if (old) runTop(() => elaboration.forgive(statements[0], 'The version line is missing.', 'Begin with: OPENQASM 2.0;'), old);
  for (const statement of statements) {
    if (problems.length >= MAX_PROBLEM_COUNT || runTop(() => runStatement(statement, globals, elaboration), statement)) break;
  }
  const { qubitCount, bitCount, qubitRegisters, bitRegisters, variables, operations } = writer;
  return { circuit: { qubitCount, bitCount, qubitRegisters, bitRegisters, variables, parameterNames, operations }, problems, forgiven };
}

function createElaboration(major: number, forgive: Elaboration['forgive']): Elaboration {
  const elaboration: Elaboration = {
    major,
    writer: createCircuitWriter(),
    globals: createScope(),
    headers: new Set(),
    parameterNames: [],
    forgive,
    callDepth: 0,
    runAll: (statements, scope) => {
      for (const statement of statements) runStatement(statement, scope, elaboration);
    },
    contextIn: (scope) => ({
      scope,
      major,
      measure: (operand) => measureToFreshBits(operand, scope, elaboration),
      callSubroutine: (call) => callSubroutine(call, scope, elaboration),
      findGate: (name, within) => findGate(name, within, elaboration),
      qubitsOf: (operand, within) => qubitsOf(operand, within, elaboration),
      missingGate: (call) => missingGate(call, scope, elaboration),
      missing(name, span) {
        const near = didYouMean(name, scope.names());
        throw new Fault(span, `"${name}" is not declared.`, near && `Did you mean "${near}"?`);
      },
    }),
  };
  return elaboration;
}

function runStatement(statement: StatementSyntax, scope: Scope, elaboration: Elaboration): void {
  const { writer } = elaboration;
  switch (statement.type) {
    case 'include':
      return include(statement.path, statement, elaboration);
    case 'declare-qubits':
      return declareQubits(statement, scope, elaboration);
    case 'declare':
      return declareValue(statement, scope, elaboration);
    case 'alias':
      return scope.declare(statement.name.name, aliased(statement.value, scope, elaboration), statement.name);
    case 'gate':
      return defineGate(statement, scope, elaboration);
    case 'opaque':
      return scope.declare(statement.name.name, { kind: 'opaque', parameterCount: statement.parameterCount, qubitCount: statement.qubitCount }, statement.name);
    case 'subroutine':
      return scope.declare(statement.name.name, { kind: 'subroutine', syntax: statement }, statement.name);
    case 'apply':
      for (const operation of elaborateApply(statement, elaboration.contextIn(scope))) writer.add(operation, statement);
      return;
    case 'measure':
      return measure(statement, scope, elaboration);
    case 'reset':
      for (const qubit of qubitsOf(statement.qubits, scope, elaboration).qubits) writer.add({ type: 'reset', qubit }, statement);
      return;
    case 'barrier': {
      const everything = Array.from({ length: writer.qubitCount }, (_, qubit) => qubit);
      return writer.add({ type: 'barrier', qubits: statement.operands.length === 0 ? everything : qubitsOfAll(statement.operands, scope, elaboration) }, statement);
    }
    case 'delay': {
      const { duration, operands } = statement;
      const seconds = duration.type === 'duration' ? durationSeconds(duration.text) : Number(elaborateExpression(duration, elaboration.contextIn(scope)).expression);
      return writer.add({ type: 'delay', qubits: qubitsOfAll(operands, scope, elaboration), durationSeconds: seconds }, statement);
    }
    case 'box':
      return elaboration.runAll(statement.body, scope.inner());
    case 'assign':
      return assign(statement, scope, elaboration);
    case 'expression':
      return evaluateAlone(statement.value, scope, elaboration);
    case 'if':
      return decide(statement, scope, elaboration);
    case 'for':
      return repeatFor(statement, scope, elaboration);
    case 'while':
      return repeatWhile(statement, scope, elaboration);
    case 'switch':
      return choose(statement, scope, elaboration);
    case 'return':
      if (writer.depth > 0) throw new Fault(statement, 'A return that depends on a measurement cannot be run.', 'Set a variable in the branch, and return it at the end.');
      throw new Leaving('return', statement.value && elaborateExpression(statement.value, elaboration.contextIn(scope)));
    case 'break':
    case 'continue':
    case 'end':
      if (writer.depth > 0) return writer.add({ type: statement.type }, statement);
      throw new Leaving(statement.type);
    case 'pragma':
      return;
    case 'refused':
      throw new Fault(statement, `${statement.what} are beyond what a simulator can run.`);
  }
}

function include(path: string, span: Span, { major, headers, forgive }: Elaboration): void {
  if (path !== 'qelib1.inc' && path !== 'stdgates.inc') throw new Fault(span, `The file "${path}" cannot be included here.`, 'qelib1.inc and stdgates.inc are built in.');
  const isOld = path === 'qelib1.inc';
  headers.add(path);
  if (isOld !== (major === 2)) forgive(span, `${path} belongs to OpenQASM ${isOld ? 2 : 3}.`, `Include ${isOld ? 'stdgates.inc' : 'qelib1.inc'}.`);
}

function defineGate(statement: Extract<StatementSyntax, { type: 'gate' }>, scope: Scope, elaboration: Elaboration): void {
  const { name } = statement;
  if (scope !== elaboration.globals) throw new Fault(statement, 'A gate is defined at the outermost level only.');
  if (scope.find(name.name) || builtInGate(name.name, elaboration.major)) throw new Fault(name, `"${name.name}" is declared already.`, 'Choose another name.');
  scope.declare(name.name, { kind: 'gate', definition: elaborateGateBody(statement, elaboration.contextIn(scope)) }, name);
}

function qubitsOfAll(operands: readonly ExpressionSyntax[], scope: Scope, elaboration: Elaboration): number[] {
  return [...new Set(operands.flatMap((operand) => [...qubitsOf(operand, scope, elaboration).qubits]))];
}

function measure({ qubits: operand, target, ...span }: Extract<StatementSyntax, { type: 'measure' }>, scope: Scope, elaboration: Elaboration): void {
  const { qubits, isRegister } = qubitsOf(operand, scope, elaboration);
  const into = target && bitsOf(target, scope, elaboration);
  if (into && (into.bits.length !== qubits.length || (elaboration.major === 2 && into.isRegister !== isRegister))) {
    throw new Fault(span, `${qubits.length} ${qubits.length === 1 ? 'qubit is' : 'qubits are'} measured into ${into.bits.length} ${into.bits.length === 1 ? 'bit' : 'bits'}: the counts must be equal.`);
  }
  for (const [index, qubit] of qubits.entries()) elaboration.writer.add({ type: 'measure', qubit, bit: into?.bits[index] }, span);
}

function measureToFreshBits(operand: ExpressionSyntax, scope: Scope, elaboration: Elaboration): { bits: readonly number[]; isRegister: boolean } {
  const { qubits, isRegister } = qubitsOf(operand, scope, elaboration);
  const bits = elaboration.writer.addBits(undefined, qubits.length, operand);
  for (const [index, qubit] of qubits.entries()) elaboration.writer.add({ type: 'measure', qubit, bit: bits[index] }, operand);
  return { bits, isRegister };
}

/** A call for its effect, or a value that nobody uses. */
function evaluateAlone(value: ExpressionSyntax, scope: Scope, elaboration: Elaboration): void {
  if (value.type === 'call' && scope.find(value.name)?.kind === 'subroutine') {
    callSubroutine(value, scope, elaboration);
    return;
  }
  if (value.type === 'call' && findGate(value.name, scope, elaboration)) throw new Fault(value, `The gate ${value.name} needs qubits to act on.`);
  elaborateExpression(value, elaboration.contextIn(scope));
}
