import { describe, expect, test } from 'vitest';
import { createInbox } from './inbox.ts';

describe('createInbox()', () => {
  test('gives items in order, those that waited and those that were waited for', async () => {
    const inbox = createInbox<number>();
    inbox.put(1);
    inbox.put(2);
    expect([await inbox.take(), await inbox.take()]).toEqual([1, 2]);
    const next = inbox.take();
    expect(inbox.isWaiting).toBe(true);
    inbox.put(3);
    expect(inbox.isWaiting).toBe(false);
    expect(await next).toBe(3);
  });

  test('keeps the order over many items that never run out', async () => {
    const inbox = createInbox<number>();
    let put = 0;
    for (; put < 500; put++) inbox.put(put);
    for (let taken = 0; taken < 5000; taken++) {
      inbox.put(put++);
      expect(await inbox.take()).toBe(taken);
    }
  });

  test('room() holds a giver back until half of what waits was taken', async () => {
    const inbox = createInbox<number>();
    for (let item = 0; item < 1023; item++) inbox.put(item);
    await inbox.room();
    inbox.put(1023);
    let isRoom = false;
    const room = inbox.room().then(() => (isRoom = true));
    for (let item = 0; item < 512; item++) await inbox.take();
    expect(isRoom).toBe(false);
    await inbox.take();
    await room;
    expect(isRoom).toBe(true);
  });
});
