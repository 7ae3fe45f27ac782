import type { MessageEndpoint } from './message-endpoint.ts';

/** What a `Worker`, a `MessagePort` and a worker's own global scope have in common. */
export interface MessageTarget {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: string, listener: (event: object) => void): void;
  removeEventListener(type: string, listener: (event: object) => void): void;
  /** A port delivers nothing before it. */
  start?(): void;
}

/** The wire of the web platform: give it a Web Worker, a MessagePort, or `self` inside a worker. */
export function messagePortEndpoint(target: MessageTarget): MessageEndpoint {
  let heardAnything = false;
  return {
    postMessage: (message, transfer = []) => target.postMessage(message, [...transfer]),
    onMessage(listener) {
      const onEvent = (event: object): void => {
        heardAnything = true;
        listener((event as { data?: unknown }).data);
      };
      target.addEventListener('message', onEvent);
      target.start?.();
      return () => target.removeEventListener('message', onEvent);
    },
    onClose(listener) {
      const onClose = (): void => listener('its port was closed');
      const onError = (event: object): void => {
        // A worker that has spoken survives an uncaught error; one that never spoke could not be loaded.
        if (!heardAnything) listener(`it could not start (${(event as { message?: string }).message ?? 'its script did not load'})`);
      };
      target.addEventListener('close', onClose);
      target.addEventListener('error', onError);
      return () => {
        target.removeEventListener('close', onClose);
        target.removeEventListener('error', onError);
      };
    },
  };
}
