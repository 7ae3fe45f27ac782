import { plainStrings } from './plain-text.ts';
import type { RenderContext } from './render-context.ts';
import { renderAnswer } from './render-answer.ts';
import { renderGeneric } from './render-generic.ts';
import { renderCounts, renderDrawing, renderMirror, renderOptimised, renderProgram, renderRuns } from './render-circuits.ts';
import { renderCheck, renderHeadsets, renderMark, renderSessionResult } from './render-headset.ts';
import { renderExplanation, renderNote, renderRelated, renderStatus, renderSyncReport } from './render-notes.ts';
import { renderPassages } from './render-passages.ts';
import { renderAnalysis, renderClassification, renderComponents, renderEpochs, renderPlot, renderRecordingInfo, renderSpectrum, renderWrittenRecording } from './render-recordings.ts';
import { renderSimulation } from './render-simulation.ts';

// reason: each renderer takes the output of its own capability, which its schema has checked
const renderers = {
  'notes.ask': renderAnswer,
  'notes.search': renderPassages,
  'notes.index': renderSyncReport,
  'notes.status': renderStatus,
  'notes.related': renderRelated,
  'notes.read': renderNote,
  'notes.explain': renderExplanation,
  'headset.list': renderHeadsets,
  'headset.check': renderCheck,
  'headset.record': renderSessionResult,
  'headset.stream': renderSessionResult,
  'headset.stop': renderSessionResult,
  'headset.mark': renderMark,
  'headset.simulate': renderSimulation,
  'recordings.info': renderRecordingInfo,
  'recordings.convert': renderWrittenRecording,
  'recordings.filter': renderWrittenRecording,
  'recordings.spectrum': renderSpectrum,
  'recordings.epochs': renderEpochs,
  'recordings.components': renderComponents,
  'recordings.classify': renderClassification,
  'recordings.plot': renderPlot,
  'recordings.analyze': renderAnalysis,
  'circuits.run': renderRuns,
  'circuits.sample': renderCounts,
  'circuits.draw': renderDrawing,
  'circuits.mirror': renderMirror,
  'circuits.convert': renderProgram,
  'circuits.optimise': renderOptimised,
} as unknown as Readonly<Record<string, (output: unknown, context: RenderContext) => string>>;

/** A result for a person, with nothing in it that a terminal would obey. Capabilities without a renderer are shown as fields and tables. */
export function renderResult(id: string, output: unknown, context: RenderContext): string {
  return (renderers[id] ?? renderGeneric)(plainStrings(output), context);
}
