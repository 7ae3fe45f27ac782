/** Items that wait for the one who takes them, in order. */
export interface Inbox<Item> {
  put(item: Item): void;
  /** Resolves with the oldest item. One taker at a time. */
  take(): Promise<Item>;
  readonly isWaiting: boolean;
}

export function createInbox<Item>(): Inbox<Item> {
  let items: Item[] = [];
  let first = 0;
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
        if (first === items.length) {
          items = [];
          first = 0;
        }
        return Promise.resolve(item);
      }
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    get isWaiting() {
      return waiting !== undefined;
    },
  };
}
