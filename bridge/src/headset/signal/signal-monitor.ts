import { createCausalFilter, createQualityMonitor, designIir } from '@iza/core/neuro';
import type { Channel, ChannelQuality, SampleBlock } from '@iza/core/ports';
import { bandPowers, createBandPowerMonitor, LIVE_BANDS } from './band-power-monitor.ts';
import { createQualityTally } from './quality-tally.ts';
import type { SignalSummary } from './signal-summary.ts';
import { createTraceOverview } from './trace-overview.ts';

/** Takes the electrodes' offset and drift away, so that the overview shows what a brain gives. */
const OVERVIEW_LOW_HZ = 1;

/** Watches the electrodes of a live stream: quality and band powers second by second, and what they come to over the session. */
export interface SignalMonitor {
  push(block: SampleBlock): void;
  /** Call once a second of samples. */
  assess(): { quality: ChannelQuality[]; bandPowers: { bandNames: readonly string[]; powersUv2: Float64Array } | undefined };
  /** Forgets the last seconds, not the session: after a reconnection. */
  reset(): void;
  summary(): SignalSummary;
}

export interface SignalMonitorOptions {
  /** The electrodes: the first channels of every block. */
  readonly channels: readonly Channel[];
  readonly samplingRateHz: number;
  readonly lineFrequencyHz: number;
  readonly fullScales: readonly number[];
}

export function createSignalMonitor({ channels, samplingRateHz, lineFrequencyHz, fullScales }: SignalMonitorOptions): SignalMonitor {
  const channelNames = channels.map(({ name }) => name);
  const channelCount = channels.length;
  const quality = createQualityMonitor({ channelNames, samplingRateHz, lineFrequencyHz, fullScaleUv: fullScales });
  const tally = createQualityTally(channelNames);
  const powers = createBandPowerMonitor({ channelCount, samplingRateHz });
  const overview = createTraceOverview({ channelCount, samplingRateHz });
  const highPass = createCausalFilter(designIir({ kind: 'butterworth', order: 2, samplingRateHz, lowHz: OVERVIEW_LOW_HZ }), { channelCount });
  const bandNames = LIVE_BANDS.map(({ name }) => name);

  return {
    push({ samples, sampleCount }) {
      const electrodes = samples.subarray(0, channelCount * sampleCount);
      quality.push(electrodes, sampleCount);
      powers.push(electrodes, sampleCount);
      const filtered = electrodes.slice();
      highPass.process(filtered, sampleCount);
      overview.push(filtered, sampleCount);
    },
    assess() {
      const assessed = quality.assess();
      tally.add(assessed);
      const powersUv2 = powers.assess();
      return { quality: assessed, bandPowers: powersUv2 && { bandNames, powersUv2 } };
    },
    reset() {
      quality.reset();
      powers.reset();
      highPass.reset();
    },
    summary() {
      const spectrum = powers.mean();
      return {
        quality: tally.read(),
        spectrum,
        bandPowersUv2: spectrum
          ? Object.fromEntries(channelNames.map((name, channel) => [name, Object.fromEntries(bandPowers({ frequenciesHz: spectrum.frequenciesHz, density: spectrum.densityUv2PerHz[channel] }).map((power, band) => [bandNames[band], power]))]))
          : {},
        overview: overview.read(),
      };
    },
  };
}
