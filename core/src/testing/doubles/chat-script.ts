/** What a provider double answers, in words that every provider's wire can carry. */
export interface ChatScript {
  readonly deltas: readonly string[];
  readonly finish?: 'end' | 'length' | 'refusal';
  /** Left out of the reply when `undefined`. */
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  /** Cuts the reply into network pieces of so many bytes; one piece a wire message unless told. */
  readonly pieceBytes?: number;
  /** Puts the wire's signs of life between the messages. */
  readonly keepAlive?: boolean;
  readonly fault?: ChatFault;
}

/** `afterDeltas` counts the deltas that arrive before the fault. */
export type ChatFault =
  | { readonly type: 'refused-connection' }
  | { readonly type: 'status'; readonly status: number; readonly words: string }
  | { readonly type: 'error-message'; readonly afterDeltas: number; readonly words: string }
  | { readonly type: 'cut'; readonly afterDeltas: number }
  /** No reply at all; the connection stays open. */
  | { readonly type: 'no-first-byte' }
  | { readonly type: 'silence'; readonly afterDeltas: number }
  | { readonly type: 'nonsense'; readonly afterDeltas: number }
  | { readonly type: 'web-page' };

/** What a double was asked, read from the provider's own request body. */
export interface RecordedChatRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
  readonly system: string | undefined;
  readonly messages: readonly { role: string; text: string }[];
  readonly maxOutputTokens: number;
}

/** A provider that exists only as a `fetch`. */
export interface ChatProviderDouble {
  readonly fetch: typeof fetch;
  readonly requests: readonly RecordedChatRequest[];
  /** Requests that were neither answered to the end nor ended by the caller. */
  readonly openRequestCount: number;
}

/** How one provider writes a script on its wire. */
export interface ChatWire {
  readonly contentType: string;
  readRequest(body: unknown): Omit<RecordedChatRequest, 'url' | 'headers'>;
  opening(script: ChatScript): string[];
  delta(text: string): string;
  closing(script: ChatScript): string[];
  readonly keepAlive: string;
  errorMessage(words: string): string;
  readonly nonsense: string;
  errorBody(status: number, words: string): string;
}

export function createChatProviderDouble(wire: ChatWire, script: ChatScript): ChatProviderDouble {
  const requests: RecordedChatRequest[] = [];
  let openRequestCount = 0;

  async function answer(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input);
    const { signal, body: sent } = init ?? {};
    if (typeof sent !== 'string') throw new TypeError('Cannot read a request whose body is no text');
    const body: unknown = JSON.parse(sent);
    requests.push({ url, headers: Object.fromEntries(new Headers(init?.headers)), ...wire.readRequest(body) });
    const { fault } = script;
    if (signal?.aborted) throw abortError();
    if (fault?.type === 'refused-connection') throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    if (fault?.type === 'status') return new Response(wire.errorBody(fault.status, fault.words), { status: fault.status, headers: { 'content-type': 'application/json', 'retry-after': '7' } });
    if (fault?.type === 'web-page') return new Response('<!doctype html><title>Hello</title>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
    openRequestCount++;
    let open = true;
    const close = () => {
      if (open) openRequestCount--;
      open = false;
    };
    if (fault?.type === 'no-first-byte') return untilAborted(signal, close);
    return new Response(streamOf(piecesOf(wire, script), { signal, endless: fault?.type === 'silence', onClose: close }), { headers: { 'content-type': wire.contentType } });
  }
  return {
    // reason: the double takes what fetch takes; the type also wants fetch's static members in some runtimes
    fetch: answer,
    requests,
    get openRequestCount() {
      return openRequestCount;
    },
  };
}

function piecesOf(wire: ChatWire, script: ChatScript): Uint8Array<ArrayBuffer>[] {
  const { fault, deltas } = script;
  const shown = fault && 'afterDeltas' in fault ? deltas.slice(0, fault.afterDeltas) : deltas;
  const messages = [...wire.opening(script), ...shown.map((text) => wire.delta(text))];
  if (!fault) messages.push(...wire.closing(script));
  if (fault?.type === 'error-message') messages.push(wire.errorMessage(fault.words));
  if (fault?.type === 'nonsense') messages.push(wire.nonsense, ...wire.closing(script));
  const alive = script.keepAlive ? messages.flatMap((message) => [wire.keepAlive, message]) : messages;
  const encoder = new TextEncoder();
  if (script.pieceBytes === undefined) return alive.map((message) => encoder.encode(message));
  const bytes = encoder.encode(alive.join(''));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start < bytes.length; start += script.pieceBytes) pieces.push(bytes.slice(start, start + script.pieceBytes));
  return pieces;
}

function streamOf(
  pieces: readonly Uint8Array<ArrayBuffer>[],
  { signal, endless, onClose }: { signal: AbortSignal | null | undefined; endless: boolean; onClose: () => void },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let next = 0;
  return new ReadableStream(
    {
      start(controller) {
        signal?.addEventListener('abort', () => {
          onClose();
          controller.error(abortError());
        });
      },
      pull(controller) {
        if (next < pieces.length) return controller.enqueue(pieces[next++]);
        if (endless) return new Promise<void>(() => undefined);
        onClose();
        return controller.close();
      },
      cancel: onClose,
    },
    { highWaterMark: 0 },
  );
}

function untilAborted(signal: AbortSignal | null | undefined, onClose: () => void): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      onClose();
      reject(abortError());
    });
  });
}

function abortError(): Error {
  return new DOMException('This operation was aborted', 'AbortError');
}
