import type { ComplexMatrix } from './complex-matrix.ts';
import type { Expression } from './expression.ts';

/** A named row of qubits or of classical bits. */
export interface Register {
  readonly name: string;
  /** Number of its first qubit or bit in the whole circuit. */
  readonly start: number;
  readonly size: number;
}

/** A condition on a qubit: the gate acts where it has this value. */
export interface Control {
  readonly qubit: number;
  readonly value: 0 | 1;
}

/** A variable that a run keeps beside the bits. */
export interface ClassicalVariable {
  readonly name: string;
  readonly type: 'int' | 'uint' | 'float' | 'angle' | 'bool';
  /** `undefined` for a plain float. */
  readonly bitCount: number | undefined;
}

/**
 * A circuit: what to do in which order. Qubit 0 is the least significant bit of a state's index.
 * Whatever could be decided while reading is decided: only what depends on a measurement or on a parameter is left open.
 */
export interface Circuit {
  readonly qubitCount: number;
  readonly bitCount: number;
  readonly qubitRegisters: readonly Register[];
  readonly bitRegisters: readonly Register[];
  readonly variables: readonly ClassicalVariable[];
  /** Names of parameters that must be bound before a run, in the order of their declaration. */
  readonly parameterNames: readonly string[];
  readonly operations: readonly Operation[];
}

export type Operation =
  | GateOperation
  | MatrixOperation
  | CompositeOperation
  | { readonly type: 'measure'; readonly qubit: number; readonly bit: number | undefined }
  | { readonly type: 'reset'; readonly qubit: number }
  | { readonly type: 'barrier'; readonly qubits: readonly number[] }
  /** Parsed and drawn; time does not pass in the simulators unless a noise model says so. */
  | { readonly type: 'delay'; readonly qubits: readonly number[]; readonly durationSeconds: number | undefined }
  | { readonly type: 'set-bit'; readonly bit: number; readonly value: Expression }
  | { readonly type: 'set-variable'; readonly variable: number; readonly value: Expression }
  | { readonly type: 'if'; readonly condition: Expression; readonly body: readonly Operation[]; readonly otherwise: readonly Operation[] }
  | { readonly type: 'while'; readonly condition: Expression; readonly body: readonly Operation[] }
  /** Leaves the circuit, or the loop around it. */
  | { readonly type: 'end' }
  | { readonly type: 'break' }
  | { readonly type: 'continue' };

/** A gate known by name. */
export interface GateOperation {
  readonly type: 'gate';
  /** A key of `standardGates`, or `gphase`. */
  readonly name: string;
  readonly parameters: readonly Expression[];
  /** A factor e^{i·phase} of the gate without its controls: it matters under a control only. */
  readonly phaseRad?: Expression | undefined;
  /** Controls beyond those of the name. */
  readonly controls: readonly Control[];
  /** The name's own controls first, then its targets. */
  readonly qubits: readonly number[];
}

/** A gate given by its matrix. */
export interface MatrixOperation {
  readonly type: 'matrix';
  readonly label: string;
  /** `qubits[0]` is the least significant bit of a row's number. */
  readonly matrix: ComplexMatrix;
  readonly controls: readonly Control[];
  readonly qubits: readonly number[];
}

/** A gate made of others, kept whole for drawings and export. */
export interface CompositeOperation {
  readonly type: 'composite';
  readonly definition: GateDefinition;
  readonly parameters: readonly Expression[];
  /** The body backwards, each part undone. */
  readonly inverted: boolean;
  readonly controls: readonly Control[];
  readonly qubits: readonly number[];
}

/** A gate that a program defines. */
export interface GateDefinition {
  readonly name: string;
  readonly parameterNames: readonly string[];
  readonly qubitNames: readonly string[];
  /** On qubits 0 … qubitNames.length − 1, with the parameters as symbols. */
  readonly body: readonly UnitaryOperation[];
  /** Gates that the body comes to when everything in it is written out. */
  readonly expandedCount: number;
}

export type UnitaryOperation = GateOperation | MatrixOperation | CompositeOperation | Extract<Operation, { type: 'barrier' }>;

/** What a program may come to before it is refused: some minutes of work for a small circuit. */
export const MAX_OPERATION_COUNT = 10_000_000;
