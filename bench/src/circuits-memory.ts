// node circuits-memory.ts QUBITS: what a state and a run of brick layers on it take, a JSON line. In a process of its own, so that nothing else is counted.
import { createStateVector } from '@iza/core/quantum';
import { brickLayers } from './circuits-gates.ts';
import { gatesOf } from './circuits-rivals.ts';

const qubitCount = Number(process.argv[2]);
const gates = gatesOf(brickLayers(qubitCount, 20));
const before = process.resourceUsage().maxRSS;
const state = createStateVector(qubitCount);
for (const gate of gates) state.apply(gate);
void state.re;
console.log(JSON.stringify({ bytes: (process.resourceUsage().maxRSS - before) * 1024 }));
