import { readEvents } from '../event-stream/index.ts';

const TOKEN_KEY = 'iza-token';

export interface CallContext {
  readonly signal?: AbortSignal;
  readonly onDelta?: (text: string) => void;
}

export type BridgeCall = (id: string, input: unknown, context?: CallContext) => Promise<unknown>;

/** A refusal or failure with the bridge's own code, and words a person can read. */
export class BridgeError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'BridgeError';
    this.code = code;
  }
}

/**
 * The token comes in the address's fragment, which no server and no log ever sees, moves to this tab's storage and leaves the address.
 */
export function takeToken(view: Window): string | undefined {
  const given = new URLSearchParams(view.location.hash.slice(1)).get('token');
  if (given) {
    view.sessionStorage.setItem(TOKEN_KEY, given);
    view.history.replaceState(undefined, '', view.location.pathname);
  }
  return view.sessionStorage.getItem(TOKEN_KEY) ?? undefined;
}

/** What the bridge says of itself. */
export interface BridgeAbout {
  readonly version: string;
  /** One sentence about what may leave this machine. */
  readonly reach: string;
}

/** Runs capabilities on the bridge that served this page. @throws BridgeError */
export function createBridgeClient(token: string | undefined): { readonly call: BridgeCall; readonly readAbout: () => Promise<BridgeAbout>; readonly setIndexing: (wish: 'pause' | 'resume') => Promise<void> } {
  const readAbout = async (): Promise<BridgeAbout> => {
    const response = await fetch('/about.json', { headers: { authorization: `Bearer ${token}` } });
    return (await response.json()) as BridgeAbout;
  };
  const post = async (path: string, { body, signal, accept }: { body: unknown; signal?: AbortSignal | undefined; accept: string }): Promise<Response> => {
    if (token === undefined) throw new BridgeError('token-missing', 'This page does not know its token. Open the address that `iza start` printed.');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept, 'x-iza': '1' };
    try {
      return await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? null });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new BridgeError('connection-lost', 'IZA does not answer: is `iza start` still running?');
    }
  };
  const setIndexing = async (wish: 'pause' | 'resume'): Promise<void> => {
    const response = await post(`/bridge/${wish}`, { body: {}, accept: 'application/json' });
    if (!response.ok) throw new BridgeError('failed', `The bridge answered ${response.status}.`);
  };
  const call: BridgeCall = async (id, input, { signal, onDelta } = {}) => {
    const response = await post(`/v1/${id.replace('.', '/')}`, { body: input, signal, accept: 'text/event-stream' });
    if (response.status === 401) throw new BridgeError('token-missing', 'The bridge was started anew. Open the address that `iza start` printed last.');
    if (!response.ok || !response.body) {
      const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
      throw new BridgeError(problem.code ?? 'failed', problem.detail ?? `The bridge answered ${response.status}.`);
    }
    for await (const { event, data } of readEvents(response.body)) {
      if (event === 'delta') onDelta?.((data as { text: string }).text);
      else if (event === 'result') return data;
      else if (event === 'error') {
        const { code, detail } = data as { code: string; detail: string };
        throw new BridgeError(code, detail);
      }
    }
    throw new BridgeError('connection-lost', 'IZA went away before it answered: is `iza start` still running?');
  };
  return { call, readAbout, setIndexing };
}
