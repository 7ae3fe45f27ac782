import { parse } from 'yaml';
import { IzaError } from '../../../foundation/index.ts';
import type { Iza } from '../../create-iza.ts';

const MAX_DATA_BYTES = 16 * 1024 ** 2;

/**
 * What a file in JSON or YAML holds.
 * @param what What it should be, for messages: `a noise model`.
 * @throws IzaError `file-missing` | `bad-input`
 */
export async function readDataFile(path: string, what: string, { byteFiles }: Iza): Promise<unknown> {
  const source = await byteFiles?.open(path);
  if (!source) throw new IzaError('file-missing', `Cannot open ${path} as ${what}: there is no such file.`);
  let text: string;
  try {
    if (source.sizeBytes > MAX_DATA_BYTES) throw new IzaError('bad-input', `Cannot read ${path} as ${what}: it has ${source.sizeBytes} bytes, more than ${MAX_DATA_BYTES}.`);
    text = new TextDecoder().decode(await source.read(0, source.sizeBytes));
  } finally {
    await source.close();
  }
  try {
    return parse(text);
  } catch (error) {
    throw new IzaError('bad-input', `Cannot read ${path} as ${what}: it is neither JSON nor YAML. ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
}
