export { cutEpochs, type EpochOptions, type PeakToPeakLimits } from './cut-epochs.ts';
export { eventsFromAnnotations, fixedLengthEvents, type EpochEvent, type FixedLengthOptions } from './epoch-events.ts';
export type { DroppedEpoch, DropReason, Epoch, Epochs } from './epochs.ts';
export { findPeak, meanAmplitude, type ErpPeak, type MeasureWindow } from './erp-measures.ts';
export { averageEpochs, subtractEvoked, type Evoked } from './evoked.ts';
