import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complexMatrix } from '../circuit/index.ts';
import { amplitudeDampingChannel, channelOfKraus, channelsAfter, depolarisingChannel, noiseModelSchema, pauliChannel, phaseDampingChannel, readoutErrorOf, thermalRelaxationChannel } from './index.ts';

const probability = fc.double({ min: 0, max: 1, noNaN: true });

test('every channel preserves the trace: its maker would refuse it otherwise', () => {
  fc.assert(
    fc.property(probability, probability, fc.integer({ min: 1, max: 2 }), (p, q, qubitCount) => {
      depolarisingChannel(p, qubitCount);
      amplitudeDampingChannel(p);
      phaseDampingChannel(p);
      pauliChannel({ XX: p / 2, ZI: q / 2 });
      thermalRelaxationChannel({ t1Seconds: 1e-4 + p, t2Seconds: (1e-4 + p) * (0.1 + 1.9 * q), durationSeconds: q, excitedRatio: p });
    }),
  );
});

test('thermal relaxation shrinks populations by T1 and coherences by T2', () => {
  const { kraus } = thermalRelaxationChannel({ t1Seconds: 50e-6, t2Seconds: 70e-6, durationSeconds: 10e-6 });
  const plus = [0.5, 0.5, 0.5, 0.5];
  let one = 0;
  let coherence = 0;
  for (const { re } of kraus) {
    one += re[2] * (plus[0] * re[2] + plus[1] * re[3]) + re[3] * (plus[2] * re[2] + plus[3] * re[3]);
    coherence += re[0] * (plus[0] * re[2] + plus[1] * re[3]) + re[1] * (plus[2] * re[2] + plus[3] * re[3]);
  }
  expect(one).toBeCloseTo(0.5 * Math.exp(-10 / 50), 12);
  expect(coherence).toBeCloseTo(0.5 * Math.exp(-10 / 70), 12);
});

describe('a channel that is none is refused', () => {
  test.each([
    ['operators that lose probability', () => channelOfKraus([complexMatrix([[0.9, 0], [0, 0.9]])], 'a Kraus channel'), /does not preserve the trace/],
    ['operators that hold NaN', () => channelOfKraus([complexMatrix([[Number.NaN, 0], [0, 1]])], 'a Kraus channel'), /does not preserve the trace/],
    ['operators of different sizes', () => channelOfKraus([complexMatrix([[1, 0], [0, 1]]), complexMatrix([[1]])], 'a Kraus channel'), /all alike/],
    ['a probability above 1', () => amplitudeDampingChannel(1.1), /lies from 0 to 1/],
    ['probabilities that sum above 1', () => pauliChannel({ X: 0.7, Z: 0.7 }), /sum/],
    ['Pauli strings of different lengths', () => pauliChannel({ X: 0.1, ZZ: 0.1 }), /different lengths/],
    ['T2 beyond twice T1', () => thermalRelaxationChannel({ t1Seconds: 1, t2Seconds: 3, durationSeconds: 1 }), /at most twice T1/],
  ])('%s', (_title, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a noise model', () => {
  const model = noiseModelSchema.parse({
    version: 'iza.noise/1',
    gates: [
      { gates: ['cx'], qubits: [[0, 1]], channels: [{ type: 'depolarising', probability: 0.1 }] },
      { qubitCount: 1, channels: [{ type: 'phase-damping', lambda: 0.1 }, { type: 'amplitude-damping', gamma: 0.2 }] },
    ],
    readout: [{ qubits: [2], oneGivenZero: 0, zeroGivenOne: 0 }, { oneGivenZero: 0.1, zeroGivenOne: 0.2 }],
  });

  test('matches gates by name, qubits and width, and keeps the order of channels', () => {
    expect(channelsAfter({ name: 'cx', qubits: [0, 1] }, model).map(({ channel, qubits }) => [channel.qubitCount, qubits])).toEqual([[2, [0, 1]]]);
    expect(channelsAfter({ name: 'cx', qubits: [1, 0] }, model)).toEqual([]);
    expect(channelsAfter({ name: 'h', qubits: [3] }, model).map(({ channel }) => channel.kraus.length)).toEqual([2, 2]);
  });

  test('takes the first readout entry that names the qubit', () => {
    expect(readoutErrorOf(2, model)).toBeUndefined();
    expect(readoutErrorOf(0, model)).toMatchObject({ oneGivenZero: 0.1 });
  });

  test('refuses a channel that does not fit the gate', () => {
    const two = noiseModelSchema.parse({ version: 'iza.noise/1', gates: [{ channels: [{ type: 'pauli', probabilities: { XX: 0.1 } }] }] });
    expect(() => channelsAfter({ name: 'h', qubits: [0] }, two)).toThrow(/2 qubits on 1/);
  });

  test('refuses unknown words in a file', () => {
    expect(noiseModelSchema.safeParse({ version: 'iza.noise/1', gates: [{ channels: [{ type: 'depolarizing', probability: 0.1 }] }] }).success).toBe(false);
  });
});
