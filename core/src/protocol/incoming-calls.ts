import { IzaError } from '../foundation/index.ts';
import type { CallMessage, CapabilityMessage } from './capability-messages.ts';
import { errorToMessage } from './channel-errors.ts';
import { startOutgoingStream, type OutgoingStream } from './outgoing-stream.ts';
import { isTransferring } from './transferring.ts';

export interface HandlerContext {
  /** Fires when the caller cancels or is gone. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: unknown) => void;
  readonly onDelta: (text: string) => void;
}

/**
 * Answers calls of the other side; it parses its own input. A method for `stream` returns an async iterable, one for `call` a value.
 * `transferring(value, buffers)` gives buffers away instead of copying them.
 */
export type Handler = (input: unknown, context: HandlerContext) => unknown;
export type Handlers = Readonly<Record<string, Handler>>;

/** @throws when the message cannot be cloned */
export type PostMessage = (message: CapabilityMessage, transfer?: readonly ArrayBuffer[]) => void;

export interface IncomingCalls {
  start(message: CallMessage): void;
  cancel(callId: number): void;
  pull(callId: number): void;
  /** The caller is gone: every handler sees its signal fire. */
  abortAll(reason: Error): void;
}

interface RunningHandler {
  readonly controller: AbortController;
  stream?: OutgoingStream;
}

/** The called side of a channel: runs handlers and sends what they give. */
export function createIncomingCalls(handlers: Handlers, post: PostMessage): IncomingCalls {
  const running = new Map<number, RunningHandler>();

  function abort({ controller, stream }: RunningHandler, reason: Error): void {
    controller.abort(reason);
    stream?.wake();
  }

  async function answer({ callId, method, input, streaming }: CallMessage, entry: RunningHandler): Promise<void> {
    const { signal } = entry.controller;

    function finish(message: CapabilityMessage, transfer?: readonly ArrayBuffer[]): void {
      running.delete(callId);
      try {
        post(message, transfer);
      } catch (error) {
        post(errorToMessage(callId, new TypeError(`Cannot send what "${method}" answered: ${String(error)}`)));
      }
    }
    function postWhileRunning(message: CapabilityMessage): void {
      if (running.has(callId) && !signal.aborted) post(message);
    }

    try {
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      if (!handler) throw new IzaError('unsupported', `Cannot call "${method}": this side does not offer it`);
      const output = await handler(input, {
        signal,
        onProgress: (progress) => postWhileRunning({ type: 'call-progress', callId, progress }),
        onDelta: (text) => postWhileRunning({ type: 'call-delta', callId, text }),
      });
      if (!streaming) {
        if (isAsyncIterable(output)) throw new IzaError('unsupported', `Cannot call "${method}": it answers with a stream`);
        if (isTransferring(output)) finish({ type: 'call-result', callId, output: output.value }, output.buffers);
        else finish({ type: 'call-result', callId, output });
        return;
      }
      if (!isAsyncIterable(output)) throw new IzaError('unsupported', `Cannot stream "${method}": it answers once`);
      entry.stream = startOutgoingStream(output, {
        signal,
        sendItems(items, { done }) {
          const message: CapabilityMessage = { type: 'stream-items', callId, items, done };
          if (done) return finish(message);
          try {
            post(message);
          } catch (error) {
            finish(errorToMessage(callId, new TypeError(`Cannot send what "${method}" answered: ${String(error)}`)));
            abort(entry, new IzaError('aborted', 'Stopped: an item could not be sent'));
          }
        },
        sendError: (error) => finish(errorToMessage(callId, error)),
      });
      // Opening a stream asks for its first batch.
      entry.stream.pull();
    } catch (error) {
      finish(errorToMessage(callId, error));
    }
  }

  return {
    start(message) {
      const entry: RunningHandler = { controller: new AbortController() };
      running.set(message.callId, entry);
      void answer(message, entry);
    },
    cancel(callId) {
      const entry = running.get(callId);
      if (entry) abort(entry, new IzaError('aborted', 'Stopped by the caller'));
    },
    pull: (callId) => running.get(callId)?.stream?.pull(),
    abortAll(reason) {
      for (const entry of running.values()) abort(entry, reason);
      running.clear();
    },
  };
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
