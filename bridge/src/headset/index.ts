export { createHeadsetService } from './service/index.ts';
