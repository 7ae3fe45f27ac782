import { appliedGate, baseMatrix, evaluateAngleRad, expandOperation, standardGates, type AppliedGate, type BaseGateName, type Circuit, type ComplexMatrix, type Control, type GateOperation } from '../circuit/index.ts';
import { slopeOf } from './expression-slope.ts';

/** An angle of a gate that some parameter of the circuit turns. */
export interface TunableAngle {
  /** Its place among the gate's angles. */
  readonly position: number;
  /** What it changes by with each of the circuit's parameters, in their order. */
  readonly slopes: readonly number[];
  /** Whether the matrix turns with half the angle, as rotations do, or with all of it, as phases do. */
  readonly isHalf: boolean;
}

/** A gate at given values of the parameters, and the angles that they turn. */
export interface TunableGate {
  readonly controls: readonly Control[];
  readonly targets: readonly number[];
  /** The matrix with other angles, or those it has. The last angle is a phase of the whole. */
  readonly matrixAt: (anglesRad: readonly number[]) => ComplexMatrix;
  readonly anglesRad: readonly number[];
  readonly tunable: readonly TunableAngle[];
}

/** The first angle of these turns the state by half of itself. */
const HALF_ANGLE_GATES: readonly BaseGateName[] = ['rx', 'ry', 'rz', 'u', 'rxx', 'ryy', 'rzz'];

/**
 * The gates of a circuit at values of its parameters.
 * @throws RangeError for a circuit that measures, resets or decides, a parameter without a value, and what `slopeOf` throws
 */
export function tunableGates(circuit: Circuit, values: Readonly<Record<string, number>>): TunableGate[] {
  for (const name of circuit.parameterNames) {
    if (!Object.hasOwn(values, name) || !Number.isFinite(values[name])) throw new RangeError(`Cannot differentiate this circuit: its parameter "${name}" has no value. Bind it.`);
  }
  const gates: TunableGate[] = [];
  for (const operation of circuit.operations) {
    switch (operation.type) {
      case 'barrier':
      case 'delay':
        break;
      case 'gate':
      case 'matrix':
      case 'composite':
        for (const part of expandOperation(operation)) {
          if (part.type === 'matrix') gates.push(fixedGate(appliedGate(part)));
          else if (part.type === 'gate') gates.push(tunableGate(part, circuit.parameterNames, values));
        }
        break;
      default:
        throw new RangeError(`Cannot differentiate this circuit: it holds "${operation.type}". It must be gates alone.`);
    }
  }
  return gates;
}

function fixedGate({ controls, targets, matrix }: AppliedGate): TunableGate {
  return { controls, targets, matrixAt: () => matrix, anglesRad: [], tunable: [] };
}

function tunableGate(operation: GateOperation, names: readonly string[], values: Readonly<Record<string, number>>): TunableGate {
  const { base, controlCount, made } = baseOf(operation);
  const { controls, targets } = withControls(operation, controlCount);
  const phases = [operation.phaseRad ?? 0, made.phaseRad ?? 0];
  const angle = (expression: Parameters<typeof evaluateAngleRad>[0]): number => evaluateAngleRad(expression, { symbols: values });
  const slopes = [...made.parameters.map((expression) => names.map((name) => slopeOf(expression, name, values))), names.map((name) => phases.reduce<number>((sum, phase) => sum + slopeOf(phase, name, values), 0))];
  return {
    controls,
    targets,
    matrixAt: (anglesRad) => baseMatrix(base, anglesRad.slice(0, -1), anglesRad.at(-1)),
    anglesRad: [...made.parameters.map(angle), phases.reduce<number>((sum, phase) => sum + angle(phase), 0)],
    tunable: slopes.flatMap((row, position) => (row.some((slope) => slope !== 0) ? [{ position, slopes: row, isHalf: position === 0 && HALF_ANGLE_GATES.includes(base) }] : [])),
  };
}

function baseOf({ name, parameters }: GateOperation): { base: BaseGateName; controlCount: number; made: ReturnType<(typeof standardGates)[string]['toBase']> } {
  if (name === 'gphase') return { base: 'gphase', controlCount: 0, made: { parameters } };
  const { base, controlCount, toBase } = standardGates[name];
  return { base, controlCount, made: toBase(parameters) };
}

function withControls({ name, controls, qubits }: GateOperation, controlCount: number): Pick<TunableGate, 'controls' | 'targets'> {
  if (name === 'gphase') return { controls, targets: [] };
  return { controls: [...controls, ...qubits.slice(0, controlCount).map((qubit): Control => ({ qubit, value: 1 }))], targets: qubits.slice(controlCount) };
}

/** The gate as a simulator applies it. */
export function appliedTunable({ controls, targets, matrixAt, anglesRad }: TunableGate): AppliedGate {
  return { controls, targets, matrix: matrixAt(anglesRad) };
}
