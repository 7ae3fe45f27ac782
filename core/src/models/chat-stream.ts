import type { ChatEvent } from '../ports/index.ts';
import { openModelExchange, type ExchangeOptions } from './model-exchange.ts';
import { nonsenseError } from './provider-errors.ts';
import type { Provider } from './provider.ts';

/**
 * Streams one answer under an exchange: text as it comes, then exactly one `finish`; the request ends when the
 * consumer stops listening.
 * @throws IzaError `aborted` | `model-missing` | `model-failed` | `model-timeout`
 */
export async function* streamChat(
  provider: Provider,
  options: ExchangeOptions,
  converse: (watchedFetch: typeof fetch) => AsyncIterable<ChatEvent>,
): AsyncGenerator<ChatEvent> {
  const exchange = openModelExchange(provider, options);
  try {
    for await (const event of converse(exchange.fetch)) {
      if (event.type === 'text-delta' && event.text === '') continue;
      yield event;
      if (event.type === 'finish') return;
    }
    throw nonsenseError(provider, 'the reply broke off before its end');
  } catch (error) {
    throw exchange.explain(error);
  } finally {
    exchange.close();
  }
}
