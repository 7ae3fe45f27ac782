import type { MessageEndpoint } from './message-endpoint.ts';

/**
 * Two endpoints of one wire inside a process. Messages are cloned, as between threads, and arrive in order,
 * each when `deliver` lets it (a microtask later unless told).
 */
export function createInMemoryWire({ deliver = queueMicrotask }: { deliver?: (arrive: () => void) => void } = {}): readonly [MessageEndpoint, MessageEndpoint] {
  const closeListeners = new Set<(reason: string) => void>();
  function createEnd(): { endpoint: MessageEndpoint; arrive: (message: unknown) => void; connect: (arrive: (message: unknown) => void) => void } {
    const listeners = new Set<(message: unknown) => void>();
    const early: unknown[] = [];
    let send: (message: unknown) => void = () => undefined;
    return {
      arrive(message) {
        if (listeners.size === 0) early.push(message);
        for (const listener of listeners) listener(message);
      },
      connect(arrive) {
        // A wire keeps order whatever `deliver` does with its turns.
        const inFlight: unknown[] = [];
        send = (message) => {
          inFlight.push(message);
          deliver(() => arrive(inFlight.shift()));
        };
      },
      endpoint: {
        postMessage: (message, transfer = []) => send(structuredClone(message, { transfer: [...transfer] })),
        onMessage(listener) {
          listeners.add(listener);
          for (const message of early.splice(0)) listener(message);
          return () => void listeners.delete(listener);
        },
        onClose(listener) {
          closeListeners.add(listener);
          return () => void closeListeners.delete(listener);
        },
        close() {
          for (const listener of closeListeners) listener('its end of the wire was closed');
        },
      },
    };
  }
  const left = createEnd();
  const right = createEnd();
  left.connect(right.arrive);
  right.connect(left.arrive);
  return [left.endpoint, right.endpoint];
}
