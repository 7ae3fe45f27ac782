import { expandedCountOf, MAX_OPERATION_COUNT, type ClassicalVariable, type Operation, type Register, type UnitaryOperation } from '../circuit/index.ts';
import { Fault } from './fault.ts';
import type { Span } from './source-place.ts';

/** Registers beyond this are a slip of the pen: a state of 64 qubits needs more memory than there is, a stabilizer run does with some thousands. */
const MAX_WIDTH = 100_000;

/** Collects a circuit while a program is gone through: registers, variables, and operations into the block that is open. */
export interface CircuitWriter {
  readonly qubitRegisters: readonly Register[];
  readonly bitRegisters: readonly Register[];
  readonly variables: readonly ClassicalVariable[];
  readonly operations: readonly Operation[];
  readonly qubitCount: number;
  readonly bitCount: number;
  addQubits(name: string, size: number, span: Span): number[];
  /** Without a name, bits of the machine's own that no outcome shows. */
  addBits(name: string | undefined, size: number, span: Span): number[];
  addVariable(variable: ClassicalVariable): number;
  /** @throws Fault once the program comes to more than can be run */
  add(operation: Operation, span: Span): void;
  /** What `write` adds goes into a block of its own. */
  block(write: () => void): Operation[];
  /** How many blocks whose run is not decided yet stand around. */
  readonly depth: number;
}

export function createCircuitWriter(): CircuitWriter {
  const qubitRegisters: Register[] = [];
  const bitRegisters: Register[] = [];
  const variables: ClassicalVariable[] = [];
  const blocks: Operation[][] = [[]];
  let qubitCount = 0;
  let bitCount = 0;
  let gateCount = 0;

  const row = (start: number, size: number): number[] => Array.from({ length: size }, (_, index) => start + index);
  const checkWidth = (total: number, what: string, span: Span): void => {
    if (total > MAX_WIDTH) throw new Fault(span, `${total} ${what} are more than can be run: at most ${MAX_WIDTH}.`);
  };

  return {
    qubitRegisters,
    bitRegisters,
    variables,
    operations: blocks[0],
    get qubitCount() {
      return qubitCount;
    },
    get bitCount() {
      return bitCount;
    },
    get depth() {
      return blocks.length - 1;
    },
    addQubits(name, size, span) {
      checkWidth(qubitCount + size, 'qubits', span);
      qubitRegisters.push({ name, start: qubitCount, size });
      qubitCount += size;
      return row(qubitCount - size, size);
    },
    addBits(name, size, span) {
      checkWidth(bitCount + size, 'classical bits', span);
      if (name !== undefined) bitRegisters.push({ name, start: bitCount, size });
      bitCount += size;
      return row(bitCount - size, size);
    },
    addVariable(variable) {
      variables.push(variable);
      return variables.length - 1;
    },
    add(operation, span) {
      gateCount += isUnitary(operation) ? Math.max(1, expandedCountOf(operation)) : 1;
      if (gateCount > MAX_OPERATION_COUNT) throw new Fault(span, `This program comes to more than ${MAX_OPERATION_COUNT} gates: it is not run.`, 'Gates that use gates that use gates grow fast; so do loops.');
      blocks.at(-1)!.push(operation);
    },
    block(write) {
      const operations: Operation[] = [];
      blocks.push(operations);
      try {
        write();
      } finally {
        blocks.pop();
      }
      return operations;
    },
  };
}

function isUnitary(operation: Operation): operation is UnitaryOperation {
  return operation.type === 'gate' || operation.type === 'matrix' || operation.type === 'composite' || operation.type === 'barrier';
}
