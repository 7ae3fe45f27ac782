import { appliedGate, boundOperation, expandOperation, isConstant, mapExpression, visitExpression, type AppliedGate, type Circuit, type ElementaryOperation, type Expression, type Operation } from '../circuit/index.ts';
import { channelsAfter, type NoiseModel, type PlacedChannel } from '../noise/index.ts';

/** A circuit as one row of steps: loops and decisions are jumps, gates are matrices where their angles are known. */
export type Instruction =
  | { readonly type: 'gate'; readonly gate: AppliedGate }
  /** Its angles depend on what was measured. */
  | { readonly type: 'late-gate'; readonly operation: Exclude<ElementaryOperation, { type: 'barrier' }> }
  | { readonly type: 'channel'; readonly placed: PlacedChannel }
  | { readonly type: 'measure'; readonly qubit: number; readonly bit: number | undefined }
  | { readonly type: 'reset'; readonly qubit: number }
  | { readonly type: 'set-bit'; readonly bit: number; readonly value: Expression }
  | { readonly type: 'set-variable'; readonly variable: number; readonly value: Expression }
  | { readonly type: 'jump'; target: number }
  | { readonly type: 'jump-unless'; readonly condition: Expression; target: number };

/** A measurement that nothing after it can notice: it may be made at the very end, all of them at once. */
export interface FinalMeasurement {
  readonly qubit: number;
  readonly bit: number;
}

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly finalMeasurements: readonly FinalMeasurement[];
  /** Whether anything is measured. */
  readonly measures: boolean;
}

/**
 * @param options.values Of the circuit's parameters.
 * @param options.noise What follows gates; readout errors are the run's matter.
 * @throws RangeError for a parameter without a value or an angle that is not finite
 */
export function compileCircuit(circuit: Circuit, { values = {}, noise }: { readonly values?: Readonly<Record<string, number>> | undefined; readonly noise?: NoiseModel | undefined } = {}): Program {
  for (const name of circuit.parameterNames) {
    if (!Object.hasOwn(values, name) || !Number.isFinite(values[name])) throw new RangeError(`Cannot run this circuit: its parameter "${name}" has no value. Bind it.`);
  }
  const instructions: Instruction[] = [];
  const bind = (expression: Expression): Expression => mapExpression(expression, (leaf) => (leaf.type === 'symbol' ? (values[leaf.name] ?? leaf) : leaf));
  /** Positions that need the address of a loop's end or of the end of everything. */
  const toEnd: number[] = [];
  let measures = false;
  let topLevel = 0;
  const topLevelMeasures = new Set<number>();

  const jump = (): { type: 'jump'; target: number } => {
    const instruction = { type: 'jump' as const, target: -1 };
    instructions.push(instruction);
    return instruction;
  };

  function add(operations: readonly Operation[], loop: { readonly start: number; readonly exits: { target: number }[] } | undefined): void {
    for (const operation of operations) {
      switch (operation.type) {
        case 'gate':
        case 'matrix':
        case 'composite':
          for (const part of expandOperation(boundOperation(operation, bind))) {
            if (part.type === 'barrier') continue;
            const isKnown = part.type === 'matrix' || (part.parameters.every(isConstant) && (part.phaseRad === undefined || isConstant(part.phaseRad)));
            instructions.push(isKnown ? { type: 'gate', gate: appliedGate(part) } : { type: 'late-gate', operation: part });
            if (noise) for (const placed of channelsAfter(gateForNoise(part), noise)) instructions.push({ type: 'channel', placed });
          }
          break;
        case 'measure':
          measures ||= operation.bit !== undefined;
          if (topLevel === 0) topLevelMeasures.add(instructions.length);
          instructions.push(operation);
          break;
        case 'reset':
          instructions.push(operation);
          break;
        case 'set-bit':
        case 'set-variable':
          instructions.push({ ...operation, value: bind(operation.value) });
          break;
        case 'if': {
          topLevel += 1;
          const skipThen: Instruction & { type: 'jump-unless' } = { type: 'jump-unless', condition: bind(operation.condition), target: -1 };
          instructions.push(skipThen);
          add(operation.body, loop);
          if (operation.otherwise.length > 0) {
            const skipOtherwise = jump();
            skipThen.target = instructions.length;
            add(operation.otherwise, loop);
            skipOtherwise.target = instructions.length;
          } else skipThen.target = instructions.length;
          topLevel -= 1;
          break;
        }
        case 'while': {
          topLevel += 1;
          const start = instructions.length;
          const exit: Instruction & { type: 'jump-unless' } = { type: 'jump-unless', condition: bind(operation.condition), target: -1 };
          instructions.push(exit);
          const exits: { target: number }[] = [exit];
          add(operation.body, { start, exits });
          jump().target = start;
          for (const one of exits) one.target = instructions.length;
          topLevel -= 1;
          break;
        }
        case 'break':
          loop?.exits.push(jump());
          break;
        case 'continue':
          if (loop) jump().target = loop.start;
          break;
        case 'end':
          toEnd.push(instructions.length);
          jump();
          break;
        case 'barrier':
        case 'delay':
          break;
      }
    }
  }

  add(circuit.operations, undefined);
  for (const position of toEnd) (instructions[position] as { target: number }).target = instructions.length;
  return toEnd.length > 0 ? { instructions, finalMeasurements: [], measures } : { ...withFinalMeasurements(instructions, topLevelMeasures), measures };
}

/** A noise model knows a gate by its name, a control written out by a leading c. */
function gateForNoise(part: Exclude<ElementaryOperation, { type: 'barrier' }>): { name: string; qubits: readonly number[] } {
  const name = part.type === 'gate' ? part.name : part.label;
  return { name: 'c'.repeat(part.controls.length) + name, qubits: [...part.controls.map(({ qubit }) => qubit), ...part.qubits] };
}

/** Takes the measurements that may wait until the end out of the row, from the back. */
function withFinalMeasurements(instructions: readonly Instruction[], candidates: ReadonlySet<number>): { instructions: Instruction[]; finalMeasurements: FinalMeasurement[] } {
  const busyQubits = new Set<number>();
  const busyBits = new Set<number>();
  const final = new Set<number>();
  const finalMeasurements: FinalMeasurement[] = [];
  for (let position = instructions.length - 1; position >= 0; position -= 1) {
    const instruction = instructions[position];
    if (instruction.type === 'measure' && candidates.has(position) && instruction.bit !== undefined && !busyQubits.has(instruction.qubit) && !busyBits.has(instruction.bit)) {
      final.add(position);
      finalMeasurements.unshift({ qubit: instruction.qubit, bit: instruction.bit });
    }
    markBusy(instruction, busyQubits, busyBits);
  }
  if (final.size === 0) return { instructions: [...instructions], finalMeasurements };
  // Addresses move by as many steps as were taken out before them.
  const moved: number[] = [];
  let kept = 0;
  for (let position = 0; position <= instructions.length; position += 1) {
    moved.push(kept);
    if (!final.has(position)) kept += 1;
  }
  const rest = instructions.filter((_, position) => !final.has(position)).map((instruction) => ('target' in instruction ? { ...instruction, target: moved[instruction.target] } : instruction));
  return { instructions: rest, finalMeasurements };
}

function markBusy(instruction: Instruction, qubits: Set<number>, bits: Set<number>): void {
  const read = (expression: Expression): void =>
    visitExpression(expression, (part) => {
      if (part.type === 'bit') bits.add(part.index);
      if (part.type === 'register') for (let index = part.start; index < part.start + part.size; index += 1) bits.add(index);
    });
  switch (instruction.type) {
    case 'gate':
      for (const { qubit } of instruction.gate.controls) qubits.add(qubit);
      for (const qubit of instruction.gate.targets) qubits.add(qubit);
      break;
    case 'late-gate':
      for (const { qubit } of instruction.operation.controls) qubits.add(qubit);
      for (const qubit of instruction.operation.qubits) qubits.add(qubit);
      if (instruction.operation.type === 'gate') for (const parameter of [...instruction.operation.parameters, ...(instruction.operation.phaseRad === undefined ? [] : [instruction.operation.phaseRad])]) read(parameter);
      break;
    case 'measure':
      qubits.add(instruction.qubit);
      if (instruction.bit !== undefined) bits.add(instruction.bit);
      break;
    case 'channel':
      for (const qubit of instruction.placed.qubits) qubits.add(qubit);
      break;
    case 'reset':
      qubits.add(instruction.qubit);
      break;
    case 'set-bit':
      bits.add(instruction.bit);
      read(instruction.value);
      break;
    case 'set-variable':
      read(instruction.value);
      break;
    case 'jump-unless':
      read(instruction.condition);
      break;
    case 'jump':
      break;
  }
}
