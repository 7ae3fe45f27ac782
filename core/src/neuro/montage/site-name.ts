import { STANDARD_SITES_MM } from './standard-positions.generated.ts';

/** The 10-20 system's older words for four sites of the 10-10 system. */
const OLD_NAMES: Readonly<Record<string, string>> = { T3: 'T7', T4: 'T8', T5: 'P7', T6: 'P8' };

/** What files write after the site to say what it was measured against. */
const REFERENCE = /[-_ ]?\((?:ref|a1|a2|m1|m2|avg?)\)$|[-_ ](?:ref|le|a1|a2|m1|m2|a1a2|aa|avg?|car|average)$/i;
const TYPE_BEFORE = /^eeg[-_ :]*/i;

const SITE_BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(
  [...STANDARD_SITES_MM.map(([site]) => [site, site] as const), ...Object.entries(OLD_NAMES)].map(([name, site]) => [name.toLowerCase(), site]),
);

/**
 * The 10-10 site a channel name means, spelled as the system spells it: `Fc5.` → `FC5`, `EEG T3-REF` → `T7`.
 * @returns `undefined` for what is no single site: a bipolar pair (`Fp1-F7`), an unnamed channel (`EXG Channel 0`), an eye channel.
 */
export function siteOf(channelName: string): string | undefined {
  const bare = channelName.trim().replace(TYPE_BEFORE, '').replace(/\.+$/, '').trim();
  return SITE_BY_LOWER_CASE.get(bare.toLowerCase()) ?? SITE_BY_LOWER_CASE.get(bare.replace(REFERENCE, '').toLowerCase());
}
