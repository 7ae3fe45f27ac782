import { fold, standardGates, type Expression, type GateDefinition, type UnitaryOperation } from '../circuit/index.ts';
import { libraryDefinitions } from './library-definitions.ts';

/** What a gate's name means in a program. */
export interface NamedGate {
  readonly parameterCount: number;
  readonly qubitCount: number;
  /** On qubits 0 … qubitCount − 1. */
  readonly operationsFor: (parameters: readonly Expression[]) => UnitaryOperation[];
}

export type Header = 'qelib1.inc' | 'stdgates.inc';

const half = (expression: Expression): Expression => fold({ type: 'binary', operator: '/', left: expression, right: 2 });
const plus = (left: Expression, right: Expression): Expression => fold({ type: 'binary', operator: '+', left, right });
const minus = (expression: Expression): Expression => fold({ type: 'unary', operator: '-', operand: expression });

/** The phases by which OpenQASM 3's gates differ from the matrices that OpenQASM 2's have. They matter under a control. */
const PHASES_3: Readonly<Record<string, (parameters: readonly Expression[]) => Expression>> = {
  u2: ([phi, lambda]) => minus(half(plus(phi, lambda))),
  u3: ([, phi, lambda]) => minus(half(plus(phi, lambda))),
};

/** Gates of the language itself. */
export function builtInGate(name: string, major: number): NamedGate | undefined {
  if (major === 2) {
    if (name === 'U') return standardGate('u');
    return name === 'CX' ? standardGate('cx') : undefined;
  }
  // U(θ, φ, λ) of OpenQASM 3 carries e^{iθ/2}: controlled, it is no longer OpenQASM 2's.
  if (name === 'U') return standardGate('u', ([theta]) => half(theta));
  if (name === 'gphase') return { parameterCount: 1, qubitCount: 0, operationsFor: (parameters) => [{ type: 'gate', name: 'gphase', parameters, controls: [], qubits: [] }] };
  return undefined;
}

/** A gate of one of the two standard headers. */
export function headerGate(name: string, header: Header): NamedGate | undefined {
  if (Object.hasOwn(standardGates, name) && standardGates[name].headers.includes(header)) {
    return standardGate(name, header === 'stdgates.inc' ? PHASES_3[name] : undefined);
  }
  const definition = header === 'qelib1.inc' && Object.hasOwn(libraryDefinitions, name) ? libraryDefinitions[name] : undefined;
  return definition && definedGate(definition);
}

/** The headers that know a gate: for a hint. */
export function headersOf(name: string): readonly Header[] {
  const known = Object.hasOwn(standardGates, name) ? standardGates[name].headers : [];
  return Object.hasOwn(libraryDefinitions, name) ? ['qelib1.inc'] : known;
}

export function definedGate(definition: GateDefinition): NamedGate {
  const qubits = definition.qubitNames.map((_, qubit) => qubit);
  return {
    parameterCount: definition.parameterNames.length,
    qubitCount: qubits.length,
    operationsFor: (parameters) => [{ type: 'composite', definition, parameters, inverted: false, controls: [], qubits }],
  };
}

function standardGate(name: string, phaseOf?: (parameters: readonly Expression[]) => Expression): NamedGate {
  const { parameterCount, qubitCount } = standardGates[name];
  const qubits = Array.from({ length: qubitCount }, (_, qubit) => qubit);
  return {
    parameterCount,
    qubitCount,
    operationsFor: (parameters) => [{ type: 'gate', name, parameters, controls: [], qubits, ...(phaseOf && { phaseRad: phaseOf(parameters) }) }],
  };
}
