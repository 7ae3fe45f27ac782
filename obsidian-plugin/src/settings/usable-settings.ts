import type { Settings } from '@iza/core/app';

/**
 * The settings that the engine can start with. A chat model that lacks its key must not take search away with it:
 * answers are made of quotes meanwhile, and `problem` tells the person so.
 */
export function usableSettings(settings: Settings, keys: { readonly anthropic?: string | undefined }): { settings: Settings; problem: string | undefined } {
  if (settings.chat.provider !== 'anthropic' || keys.anthropic) return { settings, problem: undefined };
  return {
    settings: { ...settings, chat: { provider: 'none' } },
    problem: 'Anthropic is chosen to answer, but there is no key for it. Answers are quotes from your notes until you set one in the settings of IZA.',
  };
}
