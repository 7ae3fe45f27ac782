export { LIVE_BANDS } from './band-power-monitor.ts';
export { createSignalMonitor } from './signal-monitor.ts';
export type { SessionQuality, SignalSummary } from './signal-summary.ts';
