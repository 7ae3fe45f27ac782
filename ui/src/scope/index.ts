export { defineIzaScope } from './define-iza-scope.ts';
export { IzaScopeElement } from './iza-scope.ts';
export type {
  ScopeBandPowers,
  ScopeBlock,
  ScopeChannel,
  ScopeChoice,
  ScopeMarker,
  ScopeMode,
  ScopeQuality,
  ScopeQualityState,
  ScopeStream,
} from './scope-data.ts';
