export { estimateFidelity, scoreMirror, type Estimate, type MirrorEstimate, type MirrorOptions } from './estimate-fidelity.ts';
export { echoCircuit, mirrorCircuit, type MirrorCircuit, type MirrorKind } from './mirror-circuit.ts';
export { effectivePolarisation, entanglementInfidelity, hammingDistances } from './polarisation.ts';
export { scanMirrors, type MirrorCell, type MirrorScanOptions } from './scan.ts';
