import { parse } from 'yaml';
import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { noiseModelSchema, type NoiseModel } from '../../../quantum/index.ts';
import type { Iza } from '../../create-iza.ts';

const MAX_MODEL_BYTES = 16 * 1024 ** 2;

/** A noise model from a file in JSON or YAML. @throws IzaError `file-missing` | `bad-input` that says what is wrong where in it */
export async function readNoise(path: string | undefined, { byteFiles }: Iza): Promise<NoiseModel | undefined> {
  if (path === undefined) return undefined;
  const source = await byteFiles?.open(path);
  if (!source) throw new IzaError('file-missing', `Cannot open the noise model ${path}: there is no such file.`);
  let text: string;
  try {
    if (source.sizeBytes > MAX_MODEL_BYTES) throw new IzaError('bad-input', `Cannot read ${path} as a noise model: it has ${source.sizeBytes} bytes, more than ${MAX_MODEL_BYTES}.`);
    text = new TextDecoder().decode(await source.read(0, source.sizeBytes));
  } finally {
    await source.close();
  }
  const parsed = noiseModelSchema.safeParse(dataOf(text, path));
  if (!parsed.success) throw new IzaError('bad-input', `Cannot use ${path} as a noise model: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  return parsed.data;
}

function dataOf(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new IzaError('bad-input', `Cannot read ${path} as a noise model: it is neither JSON nor YAML. ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
}
