export { channelsAfter, noiseModelSchema, readoutErrorOf, type NoiseModel, type PlacedChannel } from './noise-model.ts';
export { amplitudeDampingChannel, channelOfKraus, depolarisingChannel, pauliChannel, pauliOperator, phaseDampingChannel, thermalRelaxationChannel, type QuantumChannel, type ThermalRelaxation } from './quantum-channel.ts';
