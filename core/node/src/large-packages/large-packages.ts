import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import { stateFolder } from '../config/index.ts';
import type { OptionalPorts } from '../worker/index.ts';

/**
 * transformers.js and vectra, for hosts that run from the source. Both are loaded when the settings ask for them and not before.
 * They stand apart from `@iza/node/worker` because a bundler takes along whatever could be imported: a host that is bundled leaves this out.
 */
export const largePackages: OptionalPorts = ({ modelsFolder, indexFolder, settings }) => ({
  async createTransformersEmbedder(model) {
    const { createTransformersEmbedder } = await import('../models/index.ts');
    const folder = modelsFolder ?? join(stateFolder({ platform: process.platform, homeFolder: homedir(), environment: process.env }), 'models');
    return createTransformersEmbedder({ model, modelsFolder: folder, allowDownload: settings.embedder.download });
  },
  async openVectraStore({ fingerprint, dimensionCount }) {
    if (indexFolder === undefined) throw new IzaError('unsupported', 'Cannot keep vectors with vectra here: no index was opened.');
    const { openVectraStore } = await import('../vectors/index.ts');
    const name = createHash('sha256').update(fingerprint).digest('hex').slice(0, 16);
    return openVectraStore({ folder: join(indexFolder, 'vectra', name), dimensionCount });
  },
});
