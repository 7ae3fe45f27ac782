import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { noiseModelSchema, type NoiseModel } from '../../../quantum/index.ts';
import type { Iza } from '../../create-iza.ts';
import { readDataFile } from './read-data-file.ts';

/** A noise model from a file in JSON or YAML. @throws IzaError `file-missing` | `bad-input` that says what is wrong where in it */
export async function readNoise(path: string | undefined, iza: Iza): Promise<NoiseModel | undefined> {
  if (path === undefined) return undefined;
  const parsed = noiseModelSchema.safeParse(await readDataFile(path, 'a noise model', iza));
  if (!parsed.success) throw new IzaError('bad-input', `Cannot use ${path} as a noise model: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  return parsed.data;
}
