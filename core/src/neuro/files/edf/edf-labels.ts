import { uniqueChannelNames } from '../channel-names.ts';
import { toAscii } from './write-edf-header.ts';

const LABEL_CHARS = 16;

/** Channel names as a header holds them: at most 16 ASCII characters, no two alike. */
export function fitEdfLabels(names: readonly string[]): string[] {
  const labels = names.map((name) => toAscii(name).trim().slice(0, LABEL_CHARS));
  return uniqueChannelNames(labels).map((label, index) => (label.length <= LABEL_CHARS ? label : `${labels[index].slice(0, 11)}-${index}`));
}
