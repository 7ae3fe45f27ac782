export { defaultSites } from './board-sites.ts';
export { findChannel } from './find-channel.ts';
export { projectToDisc, type DiscPoint } from './head-disc.ts';
export { interpolateChannels, type InterpolationOptions } from './interpolate-channels.ts';
export { deriveBipolar, referenceAverage, referenceTo, type NamedChannels } from './reference.ts';
export { siteOf } from './site-name.ts';
export { findPosition, standardPositions, type ElectrodePosition } from './standard-positions.ts';
export { createTopographer, topographyGrid, type Topographer, type TopographyGrid } from './topography-grid.ts';
