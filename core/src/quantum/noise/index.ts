export { noiseModelSchema, type NoiseModel } from './noise-model-schema.ts';
export { channelsAfter, readoutErrorOf, type PlacedChannel } from './noise-model.ts';
export { amplitudeDampingChannel, channelOfKraus, depolarisingChannel, pauliChannel, phaseDampingChannel, thermalRelaxationChannel, type QuantumChannel, type ThermalRelaxation } from './quantum-channel.ts';
