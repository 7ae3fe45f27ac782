import { z } from 'zod';

const probability = z.number().min(0).max(1);
const complexNumber = z.union([z.number(), z.tuple([z.number(), z.number()])]);

const channelSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('depolarising'), probability: z.number().min(0).max(4 / 3) }),
  z.strictObject({ type: z.literal('amplitude-damping'), gamma: probability }),
  z.strictObject({ type: z.literal('phase-damping'), lambda: probability }),
  /** Letters as Qiskit writes them: the rightmost is the gate's first qubit. */
  z.strictObject({ type: z.literal('pauli'), probabilities: z.record(z.string().regex(/^[IXYZ]+$/), probability) }),
  z.strictObject({ type: z.literal('thermal-relaxation'), t1Seconds: z.number().positive(), t2Seconds: z.number().positive(), durationSeconds: z.number().min(0), excitedRatio: probability.optional() }),
  /** Operators as rows of numbers or [re, im] pairs. */
  z.strictObject({ type: z.literal('kraus'), operators: z.array(z.array(z.array(complexNumber)).min(2)).min(1) }),
]);

const qubitNumbers = z.array(z.int().min(0)).min(1);

/** What a machine does wrong, as data: a file that a person writes or a program makes of a calibration. */
export const noiseModelSchema = z.strictObject({
  version: z.literal('iza.noise/1'),
  name: z.string().optional(),
  /** After every gate that matches, its channels in order. */
  gates: z
    .array(
      z.strictObject({
        /** Names of gates; any when absent. */
        gates: z.array(z.string().min(1)).min(1).optional(),
        /** How many qubits the gate acts on; any when absent. */
        qubitCount: z.int().min(1).optional(),
        /** Rows of qubits that the gate must act on, in its order; any when absent. */
        qubits: z.array(qubitNumbers).min(1).optional(),
        channels: z.array(channelSchema).min(1),
        /** `each`: on each of the gate's qubits alone. `together`: on all of them at once. Each when absent, unless the channel is depolarising, Pauli or Kraus. */
        on: z.enum(['each', 'together']).optional(),
      }),
    )
    .default([]),
  /** Measurements that say the other value: of the first entry that names the qubit, or names none. */
  readout: z
    .array(z.strictObject({ qubits: qubitNumbers.optional(), oneGivenZero: probability, zeroGivenOne: probability }))
    .default([]),
});

export type NoiseModel = z.output<typeof noiseModelSchema>;
export type ChannelData = z.output<typeof channelSchema>;
