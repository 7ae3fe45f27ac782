import { largePackages } from '@iza/node/large-packages';
import type { OptionalPorts } from '@iza/node/worker';
import { createSvgRasterizer } from '../plots/index.ts';

/** What this host brings to an IZA besides the folders: the large packages, and plots as PNG. */
export const bridgePorts: OptionalPorts = (options) => ({ ...largePackages(options), rasterizeSvg: createSvgRasterizer() });
