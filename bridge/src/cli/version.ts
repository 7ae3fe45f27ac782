import { readFileSync } from 'node:fs';

/** The version of this checkout, from the root's manifest. */
export function izaVersion(): string {
  return (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}
