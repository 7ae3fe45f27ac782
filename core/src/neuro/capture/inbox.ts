/** Items that wait for the one who takes them, in order. */
export interface Inbox<Item> {
  put(item: Item): void;
  /** Resolves with the oldest item. One taker at a time. */
  take(): Promise<Item>;
  readonly isWaiting: boolean;
  /** Resolves once fewer than `MAX_WAITING` items wait: for a giver that can hold back. */
  room(): Promise<void>;
}

/** At a chunk every 4 ms, four seconds of a taker that does something else. */
const MAX_WAITING = 1024;

export function createInbox<Item>(): Inbox<Item> {
  let items: Item[] = [];
  let first = 0;
  let onRoom: (() => void) | undefined;
  let waiting: ((item: Item) => void) | undefined;
  return {
    put(item) {
      if (waiting) {
        const resolve = waiting;
        waiting = undefined;
        resolve(item);
        return;
      }
      items.push(item);
    },
    take() {
      if (first < items.length) {
        const item = items[first++];
        if (onRoom && items.length - first < MAX_WAITING / 2) {
          onRoom();
          onRoom = undefined;
        }
        // Taken items are let go of, also while the inbox never runs empty.
        if (first === items.length || first >= MAX_WAITING) {
          items = items.slice(first);
          first = 0;
        }
        return Promise.resolve(item);
      }
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    room() {
      if (items.length - first < MAX_WAITING) return Promise.resolve();
      return new Promise((resolve) => {
        onRoom = resolve;
      });
    },
    get isWaiting() {
      return waiting !== undefined;
    },
  };
}
