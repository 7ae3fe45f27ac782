import { errorCodeOf, type IzaErrorCode } from '../foundation/index.ts';
import type { ChatEvent, ChatModel, ChatRequest } from '../ports/index.ts';
import type { ContractCase } from './contract.ts';
import { settle, type ChatProviderDouble, type ChatScript, type ManualClock } from './doubles/index.ts';

export interface ChatModelSetup {
  readonly model: ChatModel;
  readonly provider: ChatProviderDouble;
  readonly clock: ManualClock;
  /** Longest waits that the model was made with. */
  readonly firstByteMs: number;
  readonly stallMs: number;
  /** Words that the messages must have: the model's name, the address, and what to do about a refused key; the key itself they must not have. */
  readonly words: { readonly model: string; readonly url: string; readonly wrongKey: string; readonly unknownModel: string; readonly unreachable: string; readonly key: string | undefined };
}

/** Makes a model over a double that answers by the script. */
export interface ChatModelSubject {
  setUp(script: ChatScript): ChatModelSetup;
}

const request: ChatRequest = { system: 'Be brief.', messages: [{ role: 'user', text: 'Why?' }, { role: 'assistant', text: 'Why not?' }, { role: 'user', text: 'Because.' }], maxOutputTokens: 321 };
const deltas = ['Hello', ', wörld ', '𝄞🙂', '\n\n', 'שלום 世界'];

/** What every `ChatModel` must do. */
export const chatModelContract: readonly ContractCase<ChatModelSubject>[] = [
  {
    name: 'stream() gives the text in order, then exactly one finish',
    async run({ setUp }) {
      const { model, provider } = setUp({ deltas, inputTokens: 12, outputTokens: 34 });
      const events = await collect(model.stream(request));
      expectEqual(textOf(events), deltas.join(''), 'the text');
      expectEqual(events.at(-1), { type: 'finish', reason: 'end', inputTokens: 12, outputTokens: 34 }, 'the last event');
      expectEqual(events.filter(({ type }) => type === 'finish').length, 1, 'the number of finishes');
      expectEqual(provider.openRequestCount, 0, 'open requests');
    },
  },
  {
    name: 'stream() sends the system text, the messages in order and the output limit',
    async run({ setUp }) {
      const { model, provider } = setUp({ deltas });
      await collect(model.stream(request));
      const sent = provider.requests[0];
      expectEqual(sent.system, request.system, 'the system text');
      expectEqual(sent.messages, request.messages, 'the messages');
      expectEqual(sent.maxOutputTokens, 321, 'the output limit');
      expectEqual(model.id.endsWith(`/${sent.model}`), true, 'the model asked for is the one of the id');
    },
  },
  {
    name: 'stream() leaves token counts unknown that the provider does not report',
    async run({ setUp }) {
      const events = await collect(setUp({ deltas }).model.stream(request));
      expectEqual(events.at(-1), { type: 'finish', reason: 'end', inputTokens: undefined, outputTokens: undefined }, 'the last event');
    },
  },
  {
    name: 'stream() says when the answer was cut off at the output limit',
    async run({ setUp }) {
      const last = (await collect(setUp({ deltas, finish: 'length' }).model.stream(request))).at(-1);
      expectEqual(last?.type === 'finish' && last.reason, 'length', 'the reason');
    },
  },
  {
    name: 'stream() says when the model refused',
    async run({ setUp }) {
      const last = (await collect(setUp({ deltas, finish: 'refusal' }).model.stream(request))).at(-1);
      expectEqual(last?.type === 'finish' && last.reason, 'refusal', 'the reason');
    },
  },
  {
    name: 'stream() reads the same wherever the network cuts the bytes, with signs of life in between',
    async run({ setUp }) {
      for (const pieceBytes of [1, 2, 3, 7, 64, 1000]) {
        const events = await collect(setUp({ deltas, pieceBytes, keepAlive: true, outputTokens: 5 }).model.stream(request));
        expectEqual(textOf(events), deltas.join(''), `the text in pieces of ${pieceBytes} bytes`);
      }
    },
  },
  {
    name: 'stream() with a signal that has fired asks nothing',
    async run({ setUp }) {
      const { model, provider } = setUp({ deltas });
      await expectFailure(model.stream(request, { signal: AbortSignal.abort() }), 'aborted');
      expectEqual(provider.requests.length, 0, 'requests');
    },
  },
  {
    name: 'stream() stopped before the first byte ends the request',
    async run({ setUp }) {
      const { model, provider, clock } = setUp({ deltas, fault: { type: 'no-first-byte' } });
      const stop = new AbortController();
      const failure = expectFailure(model.stream(request, { signal: stop.signal }), 'aborted');
      await waitFor(() => provider.openRequestCount === 1);
      stop.abort();
      await failure;
      expectEqual(provider.openRequestCount, 0, 'open requests');
      expectEqual(clock.sleeperCount, 0, 'timers');
    },
  },
  {
    name: 'stream() stopped in the middle ends the request',
    async run({ setUp }) {
      const { model, provider, clock } = setUp({ deltas, fault: { type: 'silence', afterDeltas: 2 } });
      const stop = new AbortController();
      const seen: string[] = [];
      const failure = expectFailure(model.stream(request, { signal: stop.signal }), 'aborted', (text) => {
        seen.push(text);
        if (seen.join('') === deltas.slice(0, 2).join('')) stop.abort();
      });
      await failure;
      expectEqual(provider.openRequestCount, 0, 'open requests');
      expectEqual(clock.sleeperCount, 0, 'timers');
    },
  },
  {
    name: 'stream() left by its reader ends the request',
    async run({ setUp }) {
      const { model, provider, clock } = setUp({ deltas, fault: { type: 'silence', afterDeltas: 3 } });
      for await (const event of model.stream(request)) if (event.type === 'text-delta') break;
      await settle();
      expectEqual(provider.openRequestCount, 0, 'open requests');
      expectEqual(clock.sleeperCount, 0, 'timers');
    },
  },
  {
    name: 'stream() without a first byte times out',
    async run({ setUp }) {
      const { model, provider, clock, firstByteMs } = setUp({ deltas, fault: { type: 'no-first-byte' } });
      const failure = expectFailure(model.stream(request), 'model-timeout');
      await waitFor(() => provider.openRequestCount === 1);
      await clock.advance(firstByteMs);
      await failure;
      expectEqual(provider.openRequestCount, 0, 'open requests');
    },
  },
  {
    name: 'stream() that falls silent times out',
    async run({ setUp }) {
      const { model, provider, clock, firstByteMs, stallMs } = setUp({ deltas, fault: { type: 'silence', afterDeltas: 1 } });
      let text = '';
      const failure = expectFailure(model.stream(request), 'model-timeout', (piece) => (text += piece));
      await waitFor(() => text === deltas[0]);
      await clock.advance(firstByteMs);
      await clock.advance(stallMs);
      await failure;
      expectEqual(provider.openRequestCount, 0, 'open requests');
    },
  },
  {
    name: 'stream() names the fix for a refused key, and never the key',
    async run({ setUp }) {
      const { words: before } = setUp({ deltas });
      for (const status of [401, 403]) {
        const { model, words } = setUp({ deltas, fault: { type: 'status', status, words: `invalid key: ${before.key ?? 'none'}` } });
        const message = await expectFailure(model.stream(request), 'model-failed');
        expectIncludes(message, words.wrongKey);
        if (words.key) expectEqual(message.includes(words.key), false, 'the key is in the message');
      }
    },
  },
  {
    name: 'stream() names the model that the provider does not have, and the fix',
    async run({ setUp }) {
      const { model, words } = setUp({ deltas, fault: { type: 'status', status: 404, words: 'model not found' } });
      const message = await expectFailure(model.stream(request), 'model-missing');
      expectIncludes(message, words.model);
      expectIncludes(message, words.unknownModel);
    },
  },
  {
    name: 'stream() names the address where nothing answers, and the fix',
    async run({ setUp }) {
      const { model, words } = setUp({ deltas, fault: { type: 'refused-connection' } });
      const message = await expectFailure(model.stream(request), 'model-missing');
      expectIncludes(message, words.url);
      expectIncludes(message, words.unreachable);
    },
  },
  {
    name: 'stream() says how long to wait when there were too many requests',
    async run({ setUp }) {
      const { model } = setUp({ deltas, fault: { type: 'status', status: 429, words: 'slow down' } });
      const message = await expectFailure(model.stream(request), 'model-failed');
      expectIncludes(message, '7 s');
      expectIncludes(message, 'slow down');
    },
  },
  {
    name: 'stream() fails when the provider itself fails, in its words',
    async run({ setUp }) {
      for (const status of [500, 502, 503, 529]) {
        const { model } = setUp({ deltas, fault: { type: 'status', status, words: 'out of memory' } });
        expectIncludes(await expectFailure(model.stream(request), 'model-failed'), 'out of memory');
      }
    },
  },
  {
    name: 'stream() fails on an error in the middle, in its words, after the text before it',
    async run({ setUp }) {
      const { model, provider } = setUp({ deltas, fault: { type: 'error-message', afterDeltas: 2, words: 'Overloaded today' } });
      let text = '';
      const message = await expectFailure(model.stream(request), 'model-failed', (piece) => (text += piece));
      expectIncludes(message, 'Overloaded today');
      expectEqual(text, deltas.slice(0, 2).join(''), 'the text before the error');
      expectEqual(provider.openRequestCount, 0, 'open requests');
    },
  },
  {
    name: 'stream() fails on a reply that breaks off',
    async run({ setUp }) {
      await expectFailure(setUp({ deltas, fault: { type: 'cut', afterDeltas: 2 } }).model.stream(request), 'model-failed');
      await expectFailure(setUp({ deltas, fault: { type: 'cut', afterDeltas: 0 } }).model.stream(request), 'model-failed');
    },
  },
  {
    name: 'stream() fails on nonsense and on a web page, naming the address',
    async run({ setUp }) {
      const broken = setUp({ deltas, fault: { type: 'nonsense', afterDeltas: 1 } });
      expectIncludes(await expectFailure(broken.model.stream(request), 'model-failed'), broken.words.url);
      const page = setUp({ deltas, fault: { type: 'web-page' } });
      expectIncludes(await expectFailure(page.model.stream(request), 'model-failed'), page.words.url);
    },
  },
];

async function collect(stream: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
}

/** The message of the failure that the stream ends with. */
async function expectFailure(stream: AsyncIterable<ChatEvent>, code: IzaErrorCode, onText?: (text: string) => void): Promise<string> {
  try {
    for await (const event of stream) if (event.type === 'text-delta') onText?.(event.text);
  } catch (error) {
    if (errorCodeOf(error) !== code) throw new Error(`Expected the error ${code}, received: ${String(error)}`, { cause: error });
    return (error as Error).message;
  }
  throw new Error(`Expected the error ${code}, but the stream ended well`);
}

/** Turns of the event loop until something is so. A client library may need several, and its code may still have to be loaded. */
async function waitFor(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (isSo()) return settle();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error('Waited in vain');
}

function expectIncludes(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`Expected "${part}" in: ${text}`);
}

function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [received, wanted] = [actual, expected].map((value) => JSON.stringify(value, (_, inner: unknown) => (inner === undefined ? '(undefined)' : inner)));
  if (received !== wanted) throw new Error(`Expected ${what} to be ${wanted}, received ${received}`);
}
