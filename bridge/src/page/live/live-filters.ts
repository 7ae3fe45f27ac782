import { createCausalFilter, designIir, type CausalFilter } from '@iza/core/neuro';

/** What the person chose in the scope's toolbar. */
export interface FilterChoice {
  /** `off` or `low-high` in Hz. */
  readonly band: string;
  /** `off`, `50` or `60`. */
  readonly mains: string;
}

export const bandOptions: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'off', label: 'off' },
  { value: '0.5-30', label: '0.5–30 Hz' },
  { value: '1-40', label: '1–40 Hz' },
  { value: '5-50', label: '5–50 Hz' },
  { value: '8-13', label: '8–13 Hz (alpha)' },
];
export const mainsOptions: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'off', label: 'off' },
  { value: '50', label: '50 Hz' },
  { value: '60', label: '60 Hz' },
];

/** Second order each way up: gentle enough to ring little, steep enough to take an electrode's offset away. */
const ORDER = 2;
const MAINS_HALF_WIDTH_HZ = 1.5;

/** The filters of a choice, in the order they are applied; none above half the sampling rate. */
export function createLiveFilters({ band, mains }: FilterChoice, { samplingRateHz, channelCount }: { samplingRateHz: number; channelCount: number }): CausalFilter[] {
  const filters: CausalFilter[] = [];
  const highestHz = 0.45 * samplingRateHz;
  if (mains !== 'off' && Number(mains) + MAINS_HALF_WIDTH_HZ < highestHz) {
    const sections = designIir({ kind: 'butterworth', order: ORDER, samplingRateHz, lowHz: Number(mains) - MAINS_HALF_WIDTH_HZ, highHz: Number(mains) + MAINS_HALF_WIDTH_HZ, band: 'stop' });
    filters.push(createCausalFilter(sections, { channelCount }));
  }
  if (band !== 'off') {
    const [lowHz, highHz] = band.split('-').map(Number);
    const sections = designIir({ kind: 'butterworth', order: ORDER, samplingRateHz, lowHz, ...(highHz < highestHz && { highHz }) });
    filters.push(createCausalFilter(sections, { channelCount }));
  }
  return filters;
}
