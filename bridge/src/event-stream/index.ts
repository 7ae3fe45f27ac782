export { encodeEvent } from './encode-event.ts';
export { readEvents, type ServerEvent } from './read-events.ts';
