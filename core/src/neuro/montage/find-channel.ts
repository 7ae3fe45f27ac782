import { siteOf } from './site-name.ts';

/**
 * The position of a channel a person named: exactly as the recording spells it, else in any case, else of the same 10-10 site (`C3` finds `C3..` and `EEG C3-REF`).
 * @throws RangeError listing the channels that are there
 */
export function findChannel(channelNames: readonly string[], wanted: string): number {
  const exact = channelNames.indexOf(wanted);
  if (exact >= 0) return exact;
  const spelled = channelNames.findIndex((name) => name.toLowerCase() === wanted.trim().toLowerCase());
  if (spelled >= 0) return spelled;
  const site = siteOf(wanted);
  const same = site === undefined ? -1 : channelNames.findIndex((name) => siteOf(name) === site);
  if (same >= 0) return same;
  throw new RangeError(`There is no channel "${wanted}": there are ${channelNames.join(', ')}`);
}
