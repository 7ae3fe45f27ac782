export { encodeEvent } from './encode-event.ts';
export { readEvents } from './read-events.ts';
