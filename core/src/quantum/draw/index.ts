export { drawText, type DrawTextOptions } from './draw-text.ts';
export { layOutCircuit } from './lay-out-circuit.ts';
