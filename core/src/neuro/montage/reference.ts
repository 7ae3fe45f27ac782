import { findChannel } from './find-channel.ts';

/** Channels with their names: what a change of montage gives back. */
export interface NamedChannels {
  readonly channelNames: readonly string[];
  /** One array a channel, [sampleCount]. */
  readonly samples: readonly Float64Array[];
}

/**
 * Subtracts the mean of the named channels from every channel: `['A1', 'A2']` for linked ears. NaN (lost) stays NaN.
 * @throws RangeError for no name, or one that is not there
 */
export function referenceTo({ channelNames, samples }: NamedChannels, referenceNames: readonly string[]): Float64Array[] {
  if (referenceNames.length === 0) throw new RangeError('Cannot reference to no channel: name at least one');
  const references = [...new Set(referenceNames.map((name) => findChannel(channelNames, name)))].map((channel) => samples[channel]);
  return subtractMean(samples, references);
}

/**
 * Subtracts the mean of all channels but the bad ones from every channel, the bad ones too, as MNE's average reference.
 * @throws RangeError when every channel is bad
 */
export function referenceAverage({ channelNames, samples }: NamedChannels, { badNames = [] }: { readonly badNames?: readonly string[] } = {}): Float64Array[] {
  const bad = new Set(badNames.map((name) => findChannel(channelNames, name)));
  const references = samples.filter((_, channel) => !bad.has(channel));
  if (references.length === 0) throw new RangeError(`Cannot take the average of ${samples.length} channels of which all are bad`);
  return subtractMean(samples, references);
}

/**
 * Differences of pairs, named `C3-C4`.
 * @throws RangeError for a name that is not there
 */
export function deriveBipolar({ channelNames, samples }: NamedChannels, pairs: readonly (readonly [anode: string, cathode: string])[]): NamedChannels {
  return {
    channelNames: pairs.map(([anode, cathode]) => `${anode}-${cathode}`),
    samples: pairs.map(([anode, cathode]) => {
      const subtracted = samples[findChannel(channelNames, cathode)];
      return samples[findChannel(channelNames, anode)].map((sample, index) => sample - subtracted[index]);
    }),
  };
}

function subtractMean(samples: readonly Float64Array[], references: readonly Float64Array[]): Float64Array[] {
  const mean = new Float64Array(references[0].length);
  for (const reference of references) for (let index = 0; index < mean.length; index += 1) mean[index] += reference[index];
  for (let index = 0; index < mean.length; index += 1) mean[index] /= references.length;
  return samples.map((channel) => {
    const out = new Float64Array(channel.length);
    for (let index = 0; index < out.length; index += 1) out[index] = channel[index] - mean[index];
    return out;
  });
}
