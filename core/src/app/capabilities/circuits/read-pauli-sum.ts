import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { parsePauliSum, pauliSum, type PauliSum } from '../../../quantum/index.ts';
import type { Iza } from '../../create-iza.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { readDataFile } from './read-data-file.ts';

/** Coefficients by letters: `ZZ: 0.5`. */
const pauliSumFile = z.record(z.string(), z.number());

/** A Pauli sum written out, `0.5*ZZ + 0.2*XI`, or the path of a JSON or YAML file that holds coefficients by letters. @throws IzaError `file-missing` | `bad-input` */
export async function readPauliSum(textOrPath: string | undefined, iza: Iza): Promise<PauliSum | undefined> {
  if (textOrPath === undefined) return undefined;
  if (!/\.(?:json|ya?ml)$/i.test(textOrPath)) return refusingAsBadInput(() => parsePauliSum(textOrPath));
  const parsed = pauliSumFile.safeParse(await readDataFile(textOrPath, 'a Pauli sum', iza));
  if (!parsed.success) throw new IzaError('bad-input', `Cannot use ${textOrPath} as a Pauli sum: it holds coefficients by letters, such as ZZ: 0.5. ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  return refusingAsBadInput(() => pauliSum(Object.entries(parsed.data)));
}
