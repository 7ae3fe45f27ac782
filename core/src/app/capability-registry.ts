import type { Capability } from './capability.ts';
import { circuitsConvert, circuitsDraw, circuitsMirror, circuitsOptimise, circuitsRun, circuitsSample } from './capabilities/circuits/index.ts';
import { headsetCheck, headsetList, headsetMark, headsetRecord, headsetSimulate, headsetStop, headsetStream } from './capabilities/headset/index.ts';
import {
  recordingsAnalyze,
  recordingsClassify,
  recordingsComponents,
  recordingsConvert,
  recordingsEpochs,
  recordingsFilter,
  recordingsInfo,
  recordingsPlot,
  recordingsSpectrum,
} from './capabilities/recordings/index.ts';
import { notesAsk, notesEvaluate, notesExplain, notesIndex, notesRead, notesRelated, notesSearch, notesStatus } from './capabilities/notes/index.ts';

/** Every capability, in the order that help and palettes show. */
export const capabilities = [
  notesAsk,
  notesSearch,
  notesIndex,
  notesStatus,
  notesRelated,
  notesRead,
  notesExplain,
  notesEvaluate,
  headsetList,
  headsetCheck,
  headsetRecord,
  headsetStream,
  headsetMark,
  headsetStop,
  headsetSimulate,
  recordingsInfo,
  recordingsConvert,
  recordingsFilter,
  recordingsSpectrum,
  recordingsEpochs,
  recordingsComponents,
  recordingsClassify,
  recordingsPlot,
  recordingsAnalyze,
  circuitsRun,
  circuitsSample,
  circuitsDraw,
  circuitsMirror,
  circuitsConvert,
  circuitsOptimise,
  // reason: a capability's run() takes its own input type; the registry only calls it with what its own schema parsed
] as unknown as readonly Capability[];
