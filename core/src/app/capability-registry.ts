import type { Capability } from './capability.ts';
import { recordingsConvert, recordingsFilter, recordingsInfo } from './capabilities/recordings/index.ts';
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
  recordingsInfo,
  recordingsConvert,
  recordingsFilter,
  // reason: a capability's run() takes its own input type; the registry only calls it with what its own schema parsed
] as unknown as readonly Capability[];
