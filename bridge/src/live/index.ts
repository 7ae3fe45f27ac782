export { createLiveServer } from './live-server.ts';
