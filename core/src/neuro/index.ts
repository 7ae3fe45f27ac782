export {
  createCausalFilter,
  designFir,
  designIir,
  designNotchFir,
  filterFir,
  filterForwardBackward,
  goodStretches,
  shortStretches,
  welchPsd,
  type CausalFilter,
  type SecondOrderSection,
  type ShortStretch,
  type Spectrum,
} from './dsp/index.ts';
export {
  averageEpochs,
  cutEpochs,
  eventsFromAnnotations,
  findPeak,
  fixedLengthEvents,
  meanAmplitude,
  subtractEvoked,
  type DroppedEpoch,
  type DropReason,
  type Epoch,
  type EpochEvent,
  type EpochOptions,
  type Epochs,
  type ErpPeak,
  type Evoked,
  type FixedLengthOptions,
  type MeasureWindow,
  type PeakToPeakLimits,
} from './features/index.ts';
export { defaultSites, findPosition, siteOf, standardPositions, type ElectrodePosition } from './montage/index.ts';
export { assessQuality, assessRecordingQuality, createQualityMonitor, type QualityMonitor, type QualityOptions, type RecordingChannelQuality } from './quality/index.ts';
export type { IntegerRange, ReadSamplesOptions, Recording, RecordingInfo, RecordingReader, SampleRange } from './recording/index.ts';
export {
  createBdfWriter,
  createEdfWriter,
  cytonRange,
  openRecording,
  rangeForValues,
  type EdfEquipment,
  type EdfPatient,
  type EdfWriter,
  type EdfWriterChannel,
  type EdfWriterOptions,
  type OpenRecordingOptions,
} from './files/index.ts';
export { createCytonEmulator, silentSignal, type CytonEmulator, type CytonEmulatorOptions, type CytonFaults, type CytonFaultStep, type CytonLedger, type CytonSignal, type LostPackets } from './simulate/index.ts';
