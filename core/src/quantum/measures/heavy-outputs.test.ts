import { expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { appliedGate } from '../circuit/index.ts';
import { quantumVolumeCircuit } from '../generate/index.ts';
import { createStateVector } from '../simulators/index.ts';
import { heavyOutputRatio } from './index.ts';

test('heavyOutputRatio() of perfect machines comes to (1 + ln 2)/2, of pure chance to one half', () => {
  const qubitCount = 8;
  const random = createSeededRandom('volume');
  const circuitCount = 60;
  let mean = 0;
  for (let circuit = 0; circuit < circuitCount; circuit += 1) {
    const state = createStateVector(qubitCount);
    for (const operation of quantumVolumeCircuit(qubitCount, random).operations) if (operation.type === 'matrix') state.apply(appliedGate(operation));
    const ideal = [...state.probabilities(Array.from({ length: qubitCount }, (_, qubit) => qubit))].map((probability, outcome): [string, number] => [String(outcome), probability]);
    expect(heavyOutputRatio(ideal, ideal.map(([key]) => [key, 1]), qubitCount)).toBe(0.5);
    mean += heavyOutputRatio(ideal, ideal, qubitCount) / circuitCount;
  }
  // circuits of 8 qubits differ by about 0.017 each: 0.0022 for the mean of 60
  expect(Math.abs(mean - (1 + Math.LN2) / 2)).toBeLessThan(0.01);
});

test('heavyOutputRatio() counts outcomes without probability in the median', () => {
  // of 0, 0.1, 0.2 and 0.7 the median is 0.15
  const ideal = [['00', 0.1], ['01', 0.2], ['10', 0.7]] as const;
  expect(heavyOutputRatio(ideal, new Map([['00', 5], ['01', 3], ['10', 1], ['11', 1]]), 2)).toBe(0.4);
  expect(() => heavyOutputRatio(ideal, [], 2)).toThrow(/nothing was seen/);
});
