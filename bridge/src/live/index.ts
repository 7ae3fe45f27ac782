export { createLiveServer, type LiveServer } from './live-server.ts';
