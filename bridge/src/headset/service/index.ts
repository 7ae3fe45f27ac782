export { createHeadsetService } from './headset-service.ts';
