export { defaultSites, findPosition, siteOf, standardPositions, type ElectrodePosition } from './montage/index.ts';
export type { Recording, RecordingInfo, RecordingReader, SampleRange } from './recording/index.ts';
