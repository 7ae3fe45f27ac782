import { projectOntoHead, spectrumChart, topographyChart, traceChart } from '@iza/core/charts';
import { findPosition } from '@iza/core/neuro';
import type { HeadsetReport } from '@iza/core/ports';
import { LIVE_BANDS, type SignalSummary } from '../signal/index.ts';

export interface SessionPlot {
  /** Added to the recording's name: `spectrum`. */
  readonly name: string;
  readonly title: string;
  readonly svg: string;
}

/** Fewer points make no map of a head. */
const LEAST_ELECTRODES = 4;
/** Onsets that still tell something on one line. */
const SHOWN_ANNOTATIONS = 200;

/** What a session can be drawn as; a plot that has nothing to show is left out. */
export function drawSessionPlots(report: HeadsetReport, { overview, spectrum }: SignalSummary): SessionPlot[] {
  const names = report.session.channels.filter(({ type }) => type === 'eeg').map(({ name }) => name);
  const plots: SessionPlot[] = [];
  if (overview) {
    const title = 'The whole session, above 1 Hz';
    plots.push({
      name: 'traces',
      title,
      svg: traceChart({ title, channels: overview.samples.map((samples, channel) => ({ name: names[channel], samples })), samplingRateHz: overview.samplingRateHz, annotations: report.annotations.slice(0, SHOWN_ANNOTATIONS) }),
    });
  }
  if (!spectrum) return plots;
  const highHz = Math.min(60, spectrum.frequenciesHz.at(-1) ?? 60);
  plots.push({
    name: 'spectrum',
    title: 'Spectrum',
    // The lowest bins hold the electrodes' drift and would set the scale.
    svg: spectrumChart({ title: 'Spectrum', lines: names.map((name, channel) => ({ name, frequenciesHz: spectrum.frequenciesHz, density: spectrum.densityUv2PerHz[channel] })), lowHz: 1, highHz, bands: LIVE_BANDS.filter(({ lowHz }) => lowHz < highHz) }),
  });
  const electrodes = names.flatMap((name) => {
    const position = findPosition(name);
    const point = position && projectOntoHead({ x: position.xMm, y: position.yMm, z: position.zMm });
    return point ? [{ name, ...point }] : [];
  });
  const isDistinct = new Set(electrodes.map(({ x, y }) => `${x} ${y}`)).size === electrodes.length;
  if (electrodes.length >= LEAST_ELECTRODES && isDistinct) {
    const title = 'Part of the power in each band';
    plots.push({ name: 'topography', title, svg: topographyChart({ title, electrodes, unit: '%', range: 'own', maps: LIVE_BANDS.map(({ name: band }) => ({ title: band, values: electrodes.map(({ name }) => 100 * relativePower(report.bandPowersUv2[name], band)) })) }) });
  }
  return plots;
}

/** Part of a channel's power that lies in a band, 0 to 1; NaN where there is none. */
export function relativePower(powersUv2: Readonly<Record<string, number>> | undefined, band: string): number {
  if (!powersUv2) return Number.NaN;
  const total = Object.values(powersUv2).reduce((sum, power) => sum + power, 0);
  return total > 0 ? powersUv2[band] / total : Number.NaN;
}
