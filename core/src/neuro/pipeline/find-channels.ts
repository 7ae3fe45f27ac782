import { didYouMean } from '../../foundation/index.ts';
import type { Channel } from '../../ports/index.ts';
import { findChannel, siteOf } from '../montage/index.ts';

/**
 * Positions of the named channels, in the order of the names, found as `findChannel` does: exactly, else in any case, else by the site.
 * @throws RangeError naming what is not there, with the nearest name
 */
export function findChannels(channels: readonly Channel[], names: readonly string[]): number[] {
  const channelNames = channels.map(({ name }) => name);
  return names.map((name) => {
    try {
      return findChannel(channelNames, name);
    } catch (error) {
      const near = didYouMean(name, channelNames.flatMap((each) => [each, siteOf(each) ?? each]));
      const all = channelNames.join(', ');
      throw new RangeError(`there is no channel "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`} The recording has ${all.length > 300 ? `${all.slice(0, 300)} …` : all}.`, { cause: error });
    }
  });
}

const SIGNAL_TYPES: ReadonlySet<Channel['type']> = new Set(['eeg', 'eog', 'emg', 'ecg']);

/** Positions of the channels that hold voltages of a body: what filters apply to. */
export function signalChannels(channels: readonly Channel[]): number[] {
  return channels.flatMap(({ type }, position) => (SIGNAL_TYPES.has(type) ? [position] : []));
}

/** Positions of the EEG channels that are not known to be bad: what is averaged and measured. */
export function goodEegChannels(channels: readonly Channel[], badChannels: readonly string[]): number[] {
  return channels.flatMap(({ name, type }, position) => (type === 'eeg' && !badChannels.includes(name) ? [position] : []));
}
