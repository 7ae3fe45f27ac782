import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages';

/**
 * The Messages API of the official client without the rest of it: 120 kB instead of 380 in a plugin's bundle.
 * A file of its own, so that a bundler sees which names are used and the client is loaded with the first question only.
 */
export function createAnthropicMessages(options: { url: string; apiKey: string; fetch: typeof fetch }): Messages {
  return new Messages(
    new BaseAnthropic({
      apiKey: options.apiKey,
      baseURL: options.url,
      fetch: options.fetch,
      maxRetries: 0,
      logLevel: 'off',
      openTelemetry: false,
      // The key is the person's own, on the person's own machine: Obsidian and VS Code look like browsers.
      dangerouslyAllowBrowser: true,
    }),
  );
}
