import { complexMatrix } from '../circuit/index.ts';
import type { ChannelData, NoiseModel } from './noise-model-schema.ts';
import { amplitudeDampingChannel, channelOfKraus, depolarisingChannel, pauliChannel, phaseDampingChannel, thermalRelaxationChannel, type QuantumChannel } from './quantum-channel.ts';

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
