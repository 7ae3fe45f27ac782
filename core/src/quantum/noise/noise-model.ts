import { z } from 'zod';
import { complexMatrix } from '../circuit/index.ts';
import { amplitudeDampingChannel, channelOfKraus, depolarisingChannel, pauliChannel, phaseDampingChannel, thermalRelaxationChannel, type QuantumChannel } from './quantum-channel.ts';

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
type ChannelData = z.output<typeof channelSchema>;

/** A channel on qubits of a circuit. */
export interface PlacedChannel {
  readonly channel: QuantumChannel;
  readonly qubits: readonly number[];
}

/** The channels that follow a gate. @throws RangeError for a channel that is none, or that does not fit the gate's qubits */
export function channelsAfter(gate: { readonly name: string; readonly qubits: readonly number[] }, { gates }: NoiseModel): PlacedChannel[] {
  const { name, qubits } = gate;
  return gates.flatMap((rule) => {
    if (rule.gates !== undefined && !rule.gates.includes(name)) return [];
    if (rule.qubitCount !== undefined && rule.qubitCount !== qubits.length) return [];
    if (rule.qubits !== undefined && !rule.qubits.some((row) => row.length === qubits.length && row.every((qubit, position) => qubit === qubits[position]))) return [];
    return rule.channels.flatMap((data) => placed(data, qubits, rule.on));
  });
}

/** How a measurement of a qubit goes wrong; `undefined` where it does not. */
export function readoutErrorOf(qubit: number, { readout }: NoiseModel): { readonly oneGivenZero: number; readonly zeroGivenOne: number } | undefined {
  const found = readout.find(({ qubits }) => qubits === undefined || qubits.includes(qubit));
  return found && (found.oneGivenZero > 0 || found.zeroGivenOne > 0) ? found : undefined;
}

function placed(data: ChannelData, qubits: readonly number[], on: 'each' | 'together' | undefined): PlacedChannel[] {
  const isTogether = on === undefined ? data.type === 'depolarising' || (sizeOf(data) ?? 1) > 1 : on === 'together';
  const width = isTogether ? qubits.length : 1;
  const channel = channelOf(data, width);
  if (channel.qubitCount !== width) throw new RangeError(`Cannot put a channel of ${channel.qubitCount} qubits on ${width}: write how it is meant with "on", or which gates with "qubitCount"`);
  return isTogether ? [{ channel, qubits }] : qubits.map((qubit) => ({ channel, qubits: [qubit] }));
}

function sizeOf(data: ChannelData): number | undefined {
  if (data.type === 'pauli') return Object.keys(data.probabilities)[0]?.length;
  return data.type === 'kraus' ? Math.log2(data.operators[0].length) : undefined;
}

function channelOf(data: ChannelData, qubitCount: number): QuantumChannel {
  switch (data.type) {
    case 'depolarising':
      return depolarisingChannel(data.probability, qubitCount);
    case 'amplitude-damping':
      return amplitudeDampingChannel(data.gamma);
    case 'phase-damping':
      return phaseDampingChannel(data.lambda);
    case 'pauli':
      return pauliChannel(data.probabilities);
    case 'thermal-relaxation':
      return thermalRelaxationChannel(data);
    case 'kraus':
      return channelOfKraus(data.operators.map((rows) => complexMatrix(rows)), 'a Kraus channel');
  }
}
