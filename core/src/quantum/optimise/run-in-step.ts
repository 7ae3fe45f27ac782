import { throwIfAborted } from '../../foundation/index.ts';
import { appliedGate, evaluate, expandOperation, isTrue, type Circuit, type Operation, type Value } from '../circuit/index.ts';
import type { StateVector } from '../simulators/index.ts';

/** Decides what is measured. */
export interface Watcher {
  /** @param bit Undefined where nobody keeps the value. @returns undefined where the run is to stop */
  measure(probabilityOfOne: number, bit: number | undefined): 0 | 1 | undefined;
}

const MAX_STEP_COUNT = 1_000_000;

/**
 * Runs a circuit on a state once, with somebody else deciding what is measured.
 * @returns undefined where the watcher stopped it
 * @throws RangeError for a loop that does not end
 */
export function runInStep({ operations, bitCount, variables: declared }: Circuit, state: StateVector, watcher: Watcher, signal: AbortSignal | undefined): { bits: Uint8Array } | undefined {
  const bits = new Uint8Array(bitCount);
  const variables: Value[] = declared.map(({ type }) => (type === 'bool' ? false : type === 'float' || type === 'angle' ? 0 : 0n));
  const environment = { bits, variables };
  let stepCount = 0;

  const measured = (qubit: number, bit: number | undefined): 0 | 1 | undefined => {
    const value = watcher.measure(state.probabilityOfOne(qubit), bit);
    if (value !== undefined) state.collapse(qubit, value);
    return value;
  };

  /** How the row ended. */
  function run(row: readonly Operation[]): 'end' | 'stopped' | 'break' | 'continue' | undefined {
    for (const operation of row) {
      stepCount += 1;
      if (stepCount > MAX_STEP_COUNT) throw new RangeError('Cannot compare circuits: a loop in one does not end');
      if ((stepCount & 1023) === 0) throwIfAborted(signal);
      switch (operation.type) {
        case 'gate':
        case 'matrix':
        case 'composite':
          for (const part of expandOperation(operation)) if (part.type !== 'barrier') state.apply(appliedGate(part, environment));
          break;
        case 'measure': {
          const value = measured(operation.qubit, operation.bit);
          if (value === undefined) return 'stopped';
          if (operation.bit !== undefined) bits[operation.bit] = value;
          break;
        }
        case 'reset': {
          const value = measured(operation.qubit, undefined);
          if (value === undefined) return 'stopped';
          if (value === 1) state.apply(appliedGate({ type: 'gate', name: 'x', parameters: [], controls: [], qubits: [operation.qubit] }));
          break;
        }
        case 'set-bit':
          bits[operation.bit] = isTrue(evaluate(operation.value, environment)) ? 1 : 0;
          break;
        case 'set-variable':
          variables[operation.variable] = evaluate(operation.value, environment);
          break;
        case 'if': {
          const ending = run(isTrue(evaluate(operation.condition, environment)) ? operation.body : operation.otherwise);
          if (ending) return ending;
          break;
        }
        case 'while':
          while (isTrue(evaluate(operation.condition, environment))) {
            stepCount += 1;
            if (stepCount > MAX_STEP_COUNT) throw new RangeError('Cannot compare circuits: a loop in one does not end');
            const ending = run(operation.body);
            if (ending === 'break') break;
            if (ending === 'end' || ending === 'stopped') return ending;
          }
          break;
        case 'end':
        case 'break':
        case 'continue':
          return operation.type;
        case 'barrier':
        case 'delay':
          break;
      }
    }
    return undefined;
  }

  return run(operations) === 'stopped' ? undefined : { bits };
}
