import { averageChart, bandPowerChart, spectrogramChart, spectrumChart, topographyChart, traceChart, type ChartTheme, type HeadElectrode } from '../../../charts/index.ts';
import { findPosition, projectToDisc, signalChannels, standardBands, type AverageResult, type BandPowerResult, type ComponentsResult, type ErdResult, type PipelineResult, type Recording, type SpectrogramResult, type SpectrumResult } from '../../../neuro/index.ts';

/** A picture of a result. */
export interface Plot {
  /** For a file's name: `alpha-topography`. */
  readonly name: string;
  readonly title: string;
  readonly svg: string;
}

export interface DrawOptions {
  readonly theme: ChartTheme;
}

/** What is drawn of a result; results that a table tells better have no picture. */
export function drawResult(result: PipelineResult, options: DrawOptions): Plot[] {
  switch (result.type) {
    case 'spectrum':
      return [drawSpectrum(result, options)];
    case 'band-power':
      return [drawBandPower(result, options), ...drawBandTopographies(result, options)];
    case 'spectrogram':
      return [drawSpectrogram(result, options)];
    case 'average':
      return drawAverages(result, options);
    case 'erd':
      return drawErd(result, options);
    case 'components':
      return drawComponents(result, options);
    default:
      return [];
  }
}

export function drawSpectrum({ channelNames, frequenciesHz, densityUv2PerHz }: SpectrumResult, { theme, highHz }: DrawOptions & { readonly highHz?: number | undefined }): Plot {
  const bands = Object.entries(standardBands).map(([name, band]) => ({ name, ...band }));
  const lines = channelNames.map((name, index) => ({ name, frequenciesHz, density: densityUv2PerHz[index] }));
  return { name: 'spectrum', title: 'Spectrum', svg: spectrumChart({ title: 'Spectrum', lines, theme, bands, ...(highHz !== undefined && { highHz }) }) };
}

export function drawSpectrogram({ channelName, timesSeconds, frequenciesHz, densityUv2PerHz }: SpectrogramResult, { theme }: DrawOptions): Plot {
  const title = `Spectrogram of ${channelName}`;
  return { name: 'spectrogram', title, svg: spectrogramChart({ title, timesSeconds, frequenciesHz, density: densityUv2PerHz, theme }) };
}

function drawBandPower({ bands, channels }: BandPowerResult, { theme }: DrawOptions): Plot {
  const title = 'Share of each band';
  return { name: 'band-power', title, svg: bandPowerChart({ title, bandNames: bands.map(({ name }) => name), channels: channels.map(({ name, relativePower }) => ({ name, parts: relativePower })), theme }) };
}

/** One head a band, each on its own scale; none where too few channels have a place on the head. */
export function drawBandTopographies({ bands, channels }: BandPowerResult, { theme, bandName }: DrawOptions & { readonly bandName?: string | undefined }): Plot[] {
  const placed = placedElectrodes(channels.map(({ name }) => name));
  if (!placed) return [];
  const chosen = bands.map((band, index) => ({ band, index })).filter(({ band }) => bandName === undefined || band.name === bandName);
  const title = chosen.length === 1 ? `${capitalised(chosen[0].band.name)} power` : 'Power over the head';
  const maps = chosen.map(({ band, index }) => ({ title: `${band.name} ${band.lowHz}-${band.highHz} Hz`, values: placed.map(({ position }) => channels[position].powerUv2[index]) }));
  return [{ name: 'topography', title, svg: topographyChart({ title, electrodes: placed, maps, unit: 'µV²', range: maps.length === 1 ? 'shared' : 'own', scale: 'sequential', theme }) }];
}

/** The channel where the averages reach highest, unless one is named; and the head at that time. */
export function drawAverages({ channelNames, timesSeconds, averages }: AverageResult, { theme, channelName }: DrawOptions & { readonly channelName?: string | undefined }): Plot[] {
  if (averages.length === 0) return [];
  const peak = highestPlace(averages.map(({ meanUv }) => meanUv), timesSeconds);
  const channel = channelName === undefined ? peak.channel : channelNames.indexOf(channelName);
  const title = `Average at ${channelNames[channel]}`;
  const lines = averages.map(({ label, epochCount, meanUv, standardErrorUv }) => ({ name: `${label} (${epochCount})`, mean: meanUv[channel], standardError: standardErrorUv[channel] }));
  const plots: Plot[] = [{ name: 'average', title, svg: averageChart({ title, timesSeconds, lines, theme }) }];
  const placed = placedElectrodes(channelNames);
  if (placed) {
    const at = timesSeconds[peak.time];
    const headTitle = `Averages at ${at.toFixed(3)} s`;
    const maps = averages.map(({ label, meanUv }) => ({ title: label, values: placed.map(({ position }) => meanUv[position][peak.time]) }));
    plots.push({ name: 'average-topography', title: headTitle, svg: topographyChart({ title: headTitle, electrodes: placed, maps, unit: 'µV', scale: 'diverging', theme }) });
  }
  return plots;
}

/** One picture a label: a line for each channel and band, as many as can be told apart. */
function drawErd({ labels, channelNames, bands, timesSeconds }: ErdResult, { theme }: DrawOptions): Plot[] {
  return labels.map(({ label, epochCount, changePercent }, index) => {
    const title = `Change of power at ${label} (${epochCount} epochs)`;
    const lines = changePercent.flatMap((ofChannel, channel) => ofChannel.map((mean, band) => ({ name: `${channelNames[channel]} ${bands[band].name}`, mean })));
    return { name: `erd-${index + 1}`, title, svg: averageChart({ title, timesSeconds, lines, unit: '% of the baseline', theme }) };
  });
}

/** Components by how much they explain; at most twenty, for more are read by nobody. */
function drawComponents({ channelNames, components }: ComponentsResult, { theme }: DrawOptions): Plot[] {
  const placed = placedElectrodes(channelNames);
  if (!placed) return [];
  const title = 'Independent components';
  const maps = components.slice(0, 20).map(({ number, map, explainedVariance, removed }) => ({ title: `${number}: ${(explainedVariance * 100).toFixed(1)} %${removed ? ', removed' : ''}`, values: placed.map(({ position }) => map[position]) }));
  return [{ name: 'components', title, svg: topographyChart({ title, electrodes: placed, maps, unit: 'µV', range: 'own', scale: 'diverging', theme }) }];
}

export function drawTraces(recording: Recording, { theme, title, startSeconds = 0 }: DrawOptions & { readonly title: string; readonly startSeconds?: number | undefined }): Plot {
  const positions = signalChannels(recording.channels);
  const shown = positions.length > 0 ? positions : recording.channels.map((_, position) => position);
  const svg = traceChart({
    title,
    channels: shown.map((position) => ({ name: recording.channels[position].name, samples: recording.samples[position] })),
    samplingRateHz: recording.samplingRateHz,
    startSeconds,
    annotations: recording.annotations.map((annotation) => ({ ...annotation, onsetSeconds: annotation.onsetSeconds + startSeconds })),
    theme,
  });
  return { name: 'traces', title, svg };
}

interface PlacedElectrode extends HeadElectrode {
  /** Among the names that were asked about. */
  readonly position: number;
}

/** Those whose names are sites of the 10-10 system; `undefined` where they are too few to draw a head by. */
function placedElectrodes(channelNames: readonly string[]): PlacedElectrode[] | undefined {
  const placed = channelNames.flatMap((name, position) => {
    const place = findPosition(name);
    return place ? [{ name: place.site, position, ...projectToDisc(place) }] : [];
  });
  return placed.length >= 4 ? placed : undefined;
}

function highestPlace(means: readonly (readonly (readonly number[])[])[], timesSeconds: readonly number[]): { channel: number; time: number } {
  let best = { channel: 0, time: 0, size: -1 };
  for (const mean of means) {
    for (const [channel, values] of mean.entries()) {
      for (const [time, value] of values.entries()) {
        // What stands out before the event is no answer to it.
        if (timesSeconds[time] >= 0 && Math.abs(value) > best.size) best = { channel, time, size: Math.abs(value) };
      }
    }
  }
  return best;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
