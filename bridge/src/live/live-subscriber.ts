import { encodeLiveSkipped, type LiveFrame } from '@iza/core/protocol';
import type { WebSocket } from 'ws';

/** One reader of a session's frames. */
export interface LiveSubscriber {
  /** Sends what was before it came, however much that is. */
  open(frames: readonly LiveFrame[]): void;
  /** Sends a frame, or leaves it out while the reader is too slow. */
  offer(frame: LiveFrame): void;
  /** Sends a frame that must not be missed: what the session is, that it ended. */
  send(frame: LiveFrame): void;
  end(code: number, reason: string): void;
}

/** RFC 6455: a close reason has at most 123 bytes. */
const MAX_REASON_BYTES = 123;

/**
 * Sends over a socket and never waits for it: while more than `limitBytes` lie unsent, frames are left out and counted, and as soon
 * as the reader is back below half of that it is told how many.
 */
export function createLiveSubscriber(socket: Pick<WebSocket, 'send' | 'close' | 'bufferedAmount' | 'readyState' | 'OPEN'>, limitBytes: number): LiveSubscriber {
  let skippedCount = 0;
  /** The backlog may fill more than the limit: that is no slowness, until it has gone out once. */
  let allowanceBytes = 0;

  const write = (frame: LiveFrame): void => {
    if (socket.readyState === socket.OPEN) socket.send(frame);
  };
  const tellSkipped = (): void => {
    if (skippedCount === 0) return;
    write(encodeLiveSkipped(skippedCount));
    skippedCount = 0;
  };

  return {
    open(frames) {
      for (const frame of frames) write(frame);
      allowanceBytes = socket.bufferedAmount;
    },
    offer(frame) {
      const waitingBytes = socket.bufferedAmount;
      if (waitingBytes <= limitBytes) allowanceBytes = 0;
      const limit = limitBytes + allowanceBytes;
      if (waitingBytes > (skippedCount > 0 ? limit / 2 : limit)) {
        skippedCount += 1;
        return;
      }
      tellSkipped();
      write(frame);
    },
    send(frame) {
      tellSkipped();
      write(frame);
    },
    end(code, reason) {
      tellSkipped();
      socket.close(code, cutToBytes(reason, MAX_REASON_BYTES));
    },
  };
}

function cutToBytes(text: string, byteCount: number): string {
  let bytes = Buffer.from(text).subarray(0, byteCount);
  // Not in the middle of a character: those bytes begin with the bits 10.
  if (Buffer.byteLength(text) > byteCount) {
    let end = byteCount;
    while (end > 0 && (Buffer.from(text)[end] & 0xc0) === 0x80) end -= 1;
    bytes = bytes.subarray(0, end);
  }
  return bytes.toString();
}
