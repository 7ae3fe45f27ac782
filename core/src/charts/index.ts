export { SERIES_COUNT, type ChartTheme } from './chart-theme.ts';
export type { HeadElectrode } from './head-map.ts';
export { projectOntoHead, type HeadPoint } from './smooth-surface.ts';
export { spectrumChart, type FrequencyBand, type SpectrumChartOptions, type SpectrumLine } from './spectrum-chart.ts';
export { escapeSvgText } from './svg-text.ts';
export { topographyChart, type TopographyChartOptions, type TopographyMap } from './topography-chart.ts';
export { traceChart, type TraceChannel, type TraceChartOptions } from './trace-chart.ts';
