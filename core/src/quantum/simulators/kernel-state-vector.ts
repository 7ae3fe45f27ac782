import { createAmplitudes, type Amplitudes } from '../../kernels/index.ts';
import type { AppliedGate } from '../circuit/index.ts';
import { gateStream } from './gate-stream.ts';
import { planPasses } from './plan-passes.ts';
import { stateVectorOver, type StateVector } from './state-vector-over.ts';
import { applyGate } from './apply-gate.ts';

/** Gates that wait are planned together; more are done in several plans. */
const MAX_WAITING_COUNT = 4096;

/** A state vector whose gates wait until somebody looks: they are then planned together and done by the kernel. */
export function createKernelStateVector(qubitCount: number): StateVector {
  return over(createAmplitudes(qubitCount));
}

function over(amplitudes: Amplitudes): StateVector {
  const { qubitCount } = amplitudes;
  let waiting: AppliedGate[] = [];
  const settle = (): void => {
    if (waiting.length === 0) return;
    const gates = waiting;
    waiting = [];
    for (const step of planPasses(gateStream(gates), qubitCount)) {
      if ('gate' in step) applyGate(amplitudes.re, amplitudes.im, step.gate);
      else amplitudes.run(step);
    }
  };
  return stateVectorOver({
    qubitCount,
    read() {
      settle();
      return amplitudes;
    },
    apply(gate) {
      waiting.push(gate);
      if (waiting.length >= MAX_WAITING_COUNT) settle();
    },
    clone() {
      settle();
      const copy = createAmplitudes(qubitCount);
      copy.re.set(amplitudes.re);
      copy.im.set(amplitudes.im);
      return over(copy);
    },
  });
}
