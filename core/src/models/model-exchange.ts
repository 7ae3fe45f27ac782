import { IzaError, isAbort } from '../foundation/index.ts';
import type { Clock } from '../ports/index.ts';
import { nonsenseError, statusError, unreachableError } from './provider-errors.ts';
import type { Provider } from './provider.ts';

export interface ExchangeOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Longest wait for the first byte of the reply; a local model may have to be loaded first. */
  readonly firstByteMs: number;
  /** Longest silence after it. */
  readonly stallMs: number;
}

/** One request to a provider, ended by whichever comes first: the reply, the caller's stop, or silence. */
export interface ModelExchange {
  /** The given `fetch` under watch: it ends with the exchange, counts bytes as signs of life, and turns refusals into IzaErrors. */
  readonly fetch: typeof fetch;
  /** What to throw for `error`: the first failure of the exchange, whatever a client library made of it. */
  explain(error: unknown): IzaError;
  /** Ends the request if it is still running. */
  close(): void;
}

export function openModelExchange(provider: Provider, options: ExchangeOptions): ModelExchange {
  // A browser's fetch refuses to be called as another object's method.
  const { fetch } = options;
  const controller = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  // The exchange may end while nobody waits for it.
  ended.catch(() => undefined);
  let failure: IzaError | undefined;
  let receivedCount = 0;

  function fail(error: IzaError): IzaError {
    failure ??= error;
    controller.abort(failure);
    return failure;
  }
  const stop = () => fail(new IzaError('aborted', `Stopped before ${provider.name} had answered`, { cause: options.signal?.reason }));
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();

  /** Looks for signs of life once per wait, so a stream of many small pieces sets no timers. */
  async function watch(): Promise<void> {
    for (let waitMs = options.firstByteMs; ; waitMs = options.stallMs) {
      const seenCount = receivedCount;
      await options.clock.sleep(waitMs, { signal: controller.signal });
      if (controller.signal.aborted) return;
      if (receivedCount === seenCount) {
        const what = seenCount === 0 ? 'sent nothing' : 'fell silent in the middle of its reply';
        fail(new IzaError('model-timeout', `${provider.name} ${what} for ${Math.round(waitMs / 1000)} s. Ask again, or choose a smaller model than "${provider.model}".`));
        return;
      }
    }
  }
  if (!failure) watch().catch(() => undefined);

  async function watchedFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    if (failure) throw failure;
    let response: Response;
    try {
      // A host's fetch may not know abort signals (Obsidian's does not): the race ends the wait all the same.
      response = await Promise.race([fetch(input, { ...init, signal: controller.signal }), ended]);
    } catch (error) {
      throw failure ?? fail(unreachableError(provider, error));
    }
    if (!response.ok) throw failure ?? fail(await Promise.race([statusError(response, provider), ended]));
    if (/^text\/html/i.test(response.headers.get('content-type') ?? '')) throw fail(nonsenseError(provider, 'a web page came instead of an answer'));
    const body = response.body ? watchBytes(response.body, ended, () => receivedCount++) : null;
    return new Response(body, { status: response.status, headers: response.headers });
  }

  return {
    fetch: watchedFetch,
    explain(error) {
      if (failure) return failure;
      if (error instanceof IzaError) return error;
      if (isAbort(error)) return nonsenseError(provider, 'the connection was closed in the middle of the reply', error);
      return nonsenseError(provider, error instanceof Error ? error.message : String(error), error);
    },
    close() {
      options.signal?.removeEventListener('abort', stop);
      controller.abort();
    },
  };
}

/** The same bytes, read until the exchange ends. */
function watchBytes(body: ReadableStream<Uint8Array<ArrayBuffer>>, ended: Promise<never>, onBytes: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await Promise.race([reader.read(), ended]);
        if (done) return controller.close();
        onBytes();
        controller.enqueue(value);
      } catch (error) {
        controller.error(error);
        reader.cancel(error).catch(() => undefined);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
