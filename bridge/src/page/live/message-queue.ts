/** What was pushed, in order, for one reader. */
export interface MessageQueue<Message> extends AsyncIterable<Message> {
  push(message: Message): void;
  /** The reader ends once it has everything. */
  end(): void;
}

export function createMessageQueue<Message>(): MessageQueue<Message> {
  const waiting: Message[] = [];
  let ended = false;
  let wake: () => void = () => undefined;
  return {
    push(message) {
      waiting.push(message);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        // All at once: a burst of frames must not cost a turn of the event loop each.
        for (const message of waiting.splice(0)) yield message;
        if (waiting.length > 0) continue;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
