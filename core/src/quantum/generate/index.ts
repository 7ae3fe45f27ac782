export { circuitOfGates, randomBrickCircuit, randomCliffordCircuit } from './random-circuit.ts';
