export { createHeadsetService, type HeadsetServiceOptions } from './service/index.ts';
