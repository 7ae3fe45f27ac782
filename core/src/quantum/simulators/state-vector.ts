import { applyGate } from './apply-gate.ts';
import { createKernelStateVector } from './kernel-state-vector.ts';
import { stateVectorOver, type StateVector } from './state-vector-over.ts';

/** A typed array holds at most 2³² bytes here: two of 2²⁸ doubles are 4 GB together. */
const MAX_QUBIT_COUNT = 28;
/** Below this, planning costs more than it saves. */
const MIN_KERNEL_QUBIT_COUNT = 10;

/** |0…0⟩. @throws RangeError beyond 28 qubits, and where the memory is not there, before anything is changed */
export function createStateVector(qubitCount: number): StateVector {
  if (!(Number.isInteger(qubitCount) && qubitCount >= 0)) throw new RangeError(`Cannot make a state of ${qubitCount} qubits`);
  if (qubitCount > MAX_QUBIT_COUNT) throw new RangeError(`Cannot hold the state of ${qubitCount} qubits: it needs ${formatBytes(2 ** (qubitCount + 4))} (at most ${MAX_QUBIT_COUNT} qubits are held)`);
  try {
    if (qubitCount >= MIN_KERNEL_QUBIT_COUNT) return createKernelStateVector(qubitCount);
    const re = new Float64Array(2 ** qubitCount);
    re[0] = 1;
    return plainStateVector(qubitCount, re, new Float64Array(2 ** qubitCount));
  } catch (error) {
    throw new RangeError(`Cannot hold the state of ${qubitCount} qubits: ${formatBytes(2 ** (qubitCount + 4))} of memory are not there`, { cause: error });
  }
}

/** Gates are applied as they come. */
function plainStateVector(qubitCount: number, re: Float64Array, im: Float64Array): StateVector {
  return stateVectorOver({
    qubitCount,
    read: () => ({ re, im }),
    apply: (gate) => applyGate(re, im, gate),
    clone: () => plainStateVector(qubitCount, re.slice(), im.slice()),
  });
}

function formatBytes(byteCount: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
  const rank = Math.min(units.length - 1, Math.floor(Math.log2(byteCount) / 10));
  return `${Number((byteCount / 1024 ** rank).toPrecision(3))} ${units[rank]}`;
}
