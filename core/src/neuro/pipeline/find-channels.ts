import { didYouMean } from '../../foundation/index.ts';
import type { Channel } from '../../ports/index.ts';
import { siteOf } from '../montage/index.ts';

/**
 * Positions of the named channels, in the order of the names. A name is met exactly, else without regard to case, else by the
 * site it means (`C3` finds `C3..` and `EEG C3-REF`).
 * @throws RangeError naming what is not there, with the nearest name
 */
export function findChannels(channels: readonly Channel[], names: readonly string[]): number[] {
  return names.map((name) => {
    const position = findChannel(channels, name);
    if (position !== undefined) return position;
    const near = didYouMean(name, channels.flatMap((channel) => [channel.name, siteOf(channel.name) ?? channel.name]));
    const all = channels.map((channel) => channel.name).join(', ');
    throw new RangeError(`there is no channel "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`} The recording has ${all.length > 300 ? `${all.slice(0, 300)} …` : all}.`);
  });
}

function findChannel(channels: readonly Channel[], name: string): number | undefined {
  const lower = name.trim().toLowerCase();
  const site = siteOf(name);
  const tests: readonly ((channel: Channel) => boolean)[] = [
    (channel) => channel.name === name,
    (channel) => channel.name.trim().toLowerCase() === lower,
    (channel) => site !== undefined && siteOf(channel.name) === site,
  ];
  for (const test of tests) {
    const position = channels.findIndex(test);
    if (position >= 0) return position;
  }
  return undefined;
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
