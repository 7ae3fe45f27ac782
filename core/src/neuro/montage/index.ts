export { defaultSites } from './board-sites.ts';
export { siteOf } from './site-name.ts';
export { findPosition, standardPositions, type ElectrodePosition } from './standard-positions.ts';
