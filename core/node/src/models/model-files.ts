import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the weights of a model lie, the smaller ones first. */
const WEIGHT_FILES = [
  { name: 'model_quantized.onnx', quantized: true },
  { name: 'model.onnx', quantized: false },
];
const NEEDED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

export type ModelFiles =
  | { readonly type: 'model-found'; readonly weightsPath: string; readonly quantized: boolean }
  | { readonly type: 'model-absent'; readonly missingFiles: readonly string[] };

/** @param model `owner/name`. @throws RangeError for a name that would leave the folder */
export function modelFolderOf(modelsFolder: string, model: string): string {
  const parts = model.split('/');
  if (parts.length > 2 || !parts.every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))) {
    throw new RangeError(`Cannot use ${JSON.stringify(model)} as a model's name: it must look like owner/name`);
  }
  return join(modelsFolder, ...parts);
}

/** Looks for the files of a model in the layout of transformers.js: `<owner>/<name>/config.json …`, the weights in `onnx/`. */
export async function findModelFiles(folder: string): Promise<ModelFiles> {
  const missingFiles: string[] = [];
  for (const name of NEEDED_FILES) if (!(await isReadable(join(folder, name)))) missingFiles.push(name);
  for (const { name, quantized } of WEIGHT_FILES) {
    const weightsPath = join(folder, 'onnx', name);
    if (missingFiles.length === 0 && (await isReadable(weightsPath))) return { type: 'model-found', weightsPath, quantized };
  }
  return { type: 'model-absent', missingFiles: missingFiles.length > 0 ? missingFiles : ['onnx/model_quantized.onnx'] };
}

/** SHA-256 of a file, as hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

const isReadable = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
