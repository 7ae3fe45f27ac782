import type { CytonSignal } from './cyton-signal.ts';
import type { EegSimulator } from './eeg-simulator.ts';

const BLOCK_SAMPLES = 64;

/** A simulated head wearing the board: the simulator's channels in the order of the inputs; what is lost reads 0, inputs beyond its channels too. */
export function createEegSignal(simulator: EegSimulator): CytonSignal {
  let block: Float64Array = new Float64Array(0);
  let index = BLOCK_SAMPLES;
  return {
    nextUv(out) {
      if (index === BLOCK_SAMPLES) {
        block = simulator.next(BLOCK_SAMPLES).samplesUv;
        index = 0;
      }
      for (let channel = 0; channel < out.length; channel += 1) {
        const valueUv = block[channel * BLOCK_SAMPLES + index];
        out[channel] = valueUv > -Infinity ? valueUv : 0;
      }
      index += 1;
    },
  };
}
