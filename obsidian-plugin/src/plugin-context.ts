import type { App, Plugin } from 'obsidian';
import type { IndexSession } from './engine/index-session.ts';

/** What commands and views are given: no part of the plugin reaches for a global. */
export interface PluginContext {
  readonly app: App;
  readonly plugin: Plugin;
  readonly session: IndexSession;
  /** Whether the settings name a chat model; without one, answers are made of quotes. */
  readonly hasChatModel: () => boolean;
}
