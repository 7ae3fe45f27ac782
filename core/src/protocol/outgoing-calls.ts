import { IzaError, throwIfAborted } from '../foundation/index.ts';
import type { AnswerMessage } from './capability-messages.ts';
import { errorFromMessage } from './channel-errors.ts';
import { createDeferred, type Deferred } from './deferred.ts';
import type { PostMessage } from './incoming-calls.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: unknown) => void) | undefined;
  readonly onDelta?: ((text: string) => void) | undefined;
  /** Buffers inside `input` that are given away. */
  readonly transfer?: readonly ArrayBuffer[] | undefined;
}

export interface OutgoingCalls {
  readonly call: (method: string, input: unknown, options?: CallOptions) => Promise<unknown>;
  readonly stream: (method: string, input: unknown, options?: { signal?: AbortSignal | undefined }) => AsyncGenerator<unknown, void, void>;
  accept(message: AnswerMessage): void;
  /** Nothing will be answered any more: rejects what is open and what is still to come. */
  rejectAll(error: Error): void;
}

interface Batch {
  readonly items: unknown[];
  readonly done: boolean;
}

/** The calling side of a channel: numbers calls and hands their answers back. */
export function createOutgoingCalls(post: PostMessage): OutgoingCalls {
  const open = new Map<number, (message: AnswerMessage | { type: 'lost'; error: Error }) => void>();
  let nextCallId = 0;
  let lostBy: Error | undefined;

  function start(method: string, input: unknown, { streaming, transfer }: { streaming: boolean; transfer?: readonly ArrayBuffer[] | undefined }): number {
    if (lostBy) throw lostBy;
    const callId = nextCallId++;
    try {
      post({ type: 'call-start', callId, method, input, streaming }, transfer);
    } catch (error) {
      throw new TypeError(`Cannot send the input of "${method}": ${String(error)}`, { cause: error });
    }
    return callId;
  }

  function cancel(callId: number): void {
    if (!lostBy) post({ type: 'call-cancel', callId });
  }

  async function call(method: string, input: unknown, { signal, onProgress, onDelta, transfer }: CallOptions = {}): Promise<unknown> {
    throwIfAborted(signal);
    const answer = createDeferred<unknown>();
    const callId = start(method, input, { streaming: false, transfer });
    open.set(callId, (message) => {
      if (message.type === 'call-progress') onProgress?.(message.progress);
      else if (message.type === 'call-delta') onDelta?.(message.text);
      else if (message.type === 'call-result') answer.resolve(message.output);
      else if (message.type === 'call-error') answer.reject(errorFromMessage(message));
      else if (message.type === 'lost') answer.reject(message.error);
      else answer.reject(new IzaError('unsupported', `Cannot call "${method}": it answers with a stream`));
    });
    const onAbort = (): void => {
      cancel(callId);
      answer.reject(stopped(method, signal));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await answer.promise;
    } finally {
      open.delete(callId);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async function* stream(method: string, input: unknown, { signal }: { signal?: AbortSignal | undefined } = {}): AsyncGenerator<unknown, void, void> {
    throwIfAborted(signal);
    let batch: Deferred<Batch> = createDeferred();
    const ended = createDeferred<void>();
    let isEnded = false;
    const end = (error?: Error): void => {
      isEnded = true;
      ended.resolve();
      if (error) batch.reject(error);
    };
    const callId = start(method, input, { streaming: true });
    open.set(callId, (message) => {
      if (message.type === 'stream-items') {
        batch.resolve(message);
        if (message.done) end();
      } else if (message.type === 'call-error') end(errorFromMessage(message));
      else if (message.type === 'lost') end(message.error);
      else if (message.type === 'call-result') end(new IzaError('unsupported', `Cannot stream "${method}": it answers once`));
    });
    const onAbort = (): void => batch.reject(stopped(method, signal));
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      while (true) {
        const { items, done } = await batch.promise;
        batch = createDeferred();
        yield* items;
        if (done) return;
        throwIfAborted(signal);
        if (lostBy) throw lostBy;
        post({ type: 'stream-pull', callId });
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (!isEnded) {
        cancel(callId);
        // An abort is answered at once, as for a call; a loop that is left waits until the other side has cleaned up.
        if (!signal?.aborted) await ended.promise;
      }
      open.delete(callId);
    }
  }

  return {
    call,
    stream,
    accept: (message) => open.get(message.callId)?.(message),
    rejectAll(error) {
      lostBy = error;
      for (const receive of open.values()) receive({ type: 'lost', error });
    },
  };
}

function stopped(method: string, signal: AbortSignal | undefined): IzaError {
  return new IzaError('aborted', `Stopped "${method}" before it was done`, { cause: signal?.reason });
}
