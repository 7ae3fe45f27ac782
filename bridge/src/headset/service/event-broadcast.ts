import { throwIfAborted } from '@iza/core/foundation';
import type { HeadsetEvent, HeadsetSession } from '@iza/core/ports';

/** About four seconds of a live stream: a subscriber that is further behind wants the newest, not the oldest. */
const DEFAULT_QUEUE_LENGTH = 256;

/** Gives every subscriber every event, each at its own pace. */
export interface EventBroadcast {
  /** Never waits: a subscriber whose queue is full loses its oldest event and is told. */
  publish(event: HeadsetEvent): void;
  /** Publishes the last event and ends every subscription once it was read. */
  end(last: HeadsetEvent): void;
  subscribe(options?: { signal?: AbortSignal | undefined; queueLength?: number | undefined }): AsyncIterable<HeadsetEvent>;
  readonly subscriberCount: number;
}

interface Subscription {
  /** A ring: `head` is the oldest, `count` are held. */
  readonly ring: (HeadsetEvent | undefined)[];
  head: number;
  count: number;
  skippedCount: number;
  wake: (() => void) | undefined;
}

/** @param present The session as it is now: the first event of every subscription, and the first after a gap in it. */
export function createEventBroadcast(present: () => HeadsetSession): EventBroadcast {
  const subscriptions = new Set<Subscription>();
  let last: HeadsetEvent | undefined;

  function offer(subscription: Subscription, event: HeadsetEvent): void {
    const { ring } = subscription;
    if (subscription.count === ring.length) {
      subscription.head = (subscription.head + 1) % ring.length;
      subscription.count -= 1;
      subscription.skippedCount += 1;
    }
    ring[(subscription.head + subscription.count) % ring.length] = event;
    subscription.count += 1;
    subscription.wake?.();
  }

  function take(subscription: Subscription): HeadsetEvent | undefined {
    if (subscription.count === 0) return undefined;
    const event = subscription.ring[subscription.head];
    subscription.ring[subscription.head] = undefined;
    subscription.head = (subscription.head + 1) % subscription.ring.length;
    subscription.count -= 1;
    return event;
  }

  async function* read(subscription: Subscription, signal: AbortSignal | undefined): AsyncGenerator<HeadsetEvent> {
    const onAbort = (): void => subscription.wake?.();
    signal?.addEventListener('abort', onAbort);
    try {
      yield { type: 'session-change', session: present() };
      for (;;) {
        throwIfAborted(signal);
        if (subscription.skippedCount > 0) {
          const eventCount = subscription.skippedCount;
          subscription.skippedCount = 0;
          yield { type: 'skipped', eventCount };
          // A change of state may be among what was left out.
          yield { type: 'session-change', session: present() };
        }
        const event = take(subscription);
        if (event) {
          yield event;
          if (event.type === 'session-end') return;
          continue;
        }
        await new Promise<void>((resolve) => {
          subscription.wake = resolve;
          if (signal?.aborted || subscription.count > 0) resolve();
        });
        subscription.wake = undefined;
      }
    } finally {
      subscriptions.delete(subscription);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  return {
    publish(event) {
      for (const subscription of subscriptions) offer(subscription, event);
    },
    end(event) {
      last = event;
      for (const subscription of subscriptions) offer(subscription, event);
    },
    subscribe({ signal, queueLength = DEFAULT_QUEUE_LENGTH } = {}) {
      if (!(Number.isInteger(queueLength) && queueLength >= 1)) throw new RangeError(`Cannot follow a session with a queue of ${queueLength} events: it holds 1 or more`);
      const subscription: Subscription = { ring: Array.from({ length: queueLength }, () => undefined), head: 0, count: 0, skippedCount: 0, wake: undefined };
      if (last) offer(subscription, last);
      // From now on, not from the first read: what happens between the two must not be missed.
      subscriptions.add(subscription);
      return read(subscription, signal);
    },
    get subscriberCount() {
      return subscriptions.size;
    },
  };
}
