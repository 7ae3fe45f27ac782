export { createHeadsetService, type HeadsetServiceOptions } from './headset-service.ts';
