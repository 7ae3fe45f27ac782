export { quantumVolumeCircuit } from './quantum-volume-circuit.ts';
export { circuitOfGates, randomBrickCircuit, randomCliffordCircuit } from './random-circuit.ts';
export { randomUnitary } from './random-unitary.ts';
