import type { Channel } from '../../ports/index.ts';
import { siteOf } from '../montage/index.ts';
import { findChannels } from './find-channels.ts';

/** Where eye movements show most when no electrode was set beside the eyes. */
const FRONTAL_SITES: ReadonlySet<string | undefined> = new Set(['Fp1', 'Fp2', 'Fpz', 'AF7', 'AF8']);

/** Positions of what eye movements are known by: the named channels, else those of type EOG, else those on the forehead. Empty where there is none. */
export function eyeChannels(channels: readonly Channel[], named: readonly string[] | undefined): number[] {
  if (named) return findChannels(channels, named);
  const eyes = channels.flatMap(({ type }, position) => (type === 'eog' ? [position] : []));
  return eyes.length > 0 ? eyes : channels.flatMap(({ name, type }, position) => (type === 'eeg' && FRONTAL_SITES.has(siteOf(name)) ? [position] : []));
}
