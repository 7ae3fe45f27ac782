/** Which frequencies a filter lets through: above `lowHz`, below `highHz`, or between the two. */
export interface FrequencyBand {
  readonly samplingRateHz: number;
  readonly lowHz?: number | undefined;
  readonly highHz?: number | undefined;
}

export function checkSamplingRate(action: string, samplingRateHz: number): void {
  if (!(samplingRateHz > 0 && Number.isFinite(samplingRateHz))) throw new RangeError(`Cannot ${action} at samplingRateHz ${samplingRateHz}: it must be a positive number`);
}

/** @throws RangeError unless 0 < lowHz < highHz < samplingRateHz / 2, one of the two given */
export function checkBand(action: string, { samplingRateHz, lowHz, highHz }: FrequencyBand): void {
  checkSamplingRate(action, samplingRateHz);
  const nyquistHz = samplingRateHz / 2;
  if (lowHz === undefined && highHz === undefined) throw new RangeError(`Cannot ${action}: neither lowHz nor highHz is given`);
  for (const [name, frequencyHz] of [['lowHz', lowHz], ['highHz', highHz]] as const) {
    if (frequencyHz !== undefined && !(frequencyHz > 0 && frequencyHz < nyquistHz)) {
      throw new RangeError(`Cannot ${action} with ${name} ${frequencyHz} at ${samplingRateHz} Hz: it must be above 0 and below half the sampling rate (${nyquistHz} Hz)`);
    }
  }
  if (lowHz !== undefined && highHz !== undefined && lowHz >= highHz) throw new RangeError(`Cannot ${action} from ${lowHz} to ${highHz} Hz: lowHz must be below highHz`);
}
