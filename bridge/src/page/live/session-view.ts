import type { LiveSession } from '@iza/core/protocol';
import type { FollowedMessage } from './follow-session.ts';
import { bandOptions, mainsOptions, type FilterChoice } from './live-filters.ts';
import { pageElement } from '../page-element.ts';
import { createSessionBar } from './session-bar.ts';
import { createSignalHistory, type SignalHistory } from './signal-history.ts';

/** What was lost to a slow page is told for so long. */
const SKIPPED_SHOWN_MS = 8000;
/** Kept for other filters: as far as the scope can look back. */
const KEPT_SECONDS = 120;

export interface SessionViewOptions {
  readonly messages: AsyncIterable<FollowedMessage>;
  readonly stopText: string;
  readonly onStop: () => void;
  readonly onLeave: (() => void) | undefined;
  readonly onMark: (text: string) => Promise<void>;
  readonly onProblem: (error: unknown) => void;
}

export interface SessionView {
  readonly element: HTMLElement;
  /** Resolves when the messages ended, with the last one if the session said goodbye. */
  run(): Promise<Extract<FollowedMessage, { type: 'session-end' }> | undefined>;
  setStopping(): void;
}

/** A session on the page: its facts, its signals through the chosen filters, its markers. */
export function createSessionView({ messages, stopText, onStop, onLeave, onMark, onProblem }: SessionViewOptions): SessionView {
  const bar = createSessionBar({ stopText, onStop, onLeave });
  const scope = document.createElement('iza-scope');
  scope.waitingText = 'Waiting for the first samples …';
  const element = pageElement('div', 'live-session', bar.element, scope);
  let choice: FilterChoice = { band: '1-40', mains: 'off' };
  let session: LiveSession | undefined;
  let history: SignalHistory | undefined;
  let skippedTimer: ReturnType<typeof setTimeout> | undefined;

  function showChoices(): void {
    scope.choices = [
      { id: 'band', label: 'Filter', value: choice.band, options: bandOptions },
      { id: 'mains', label: 'Mains', value: choice.mains, options: mainsOptions },
    ];
  }
  showChoices();
  scope.addEventListener('iza-scope-choice', (event) => {
    const { id, value } = (event as CustomEvent<{ id: string; value: string }>).detail;
    choice = { ...choice, [id]: value };
    showChoices();
    if (!history) return;
    scope.clearSamples();
    for (const block of history.refilter(choice)) scope.pushSamples(block);
  });
  scope.addEventListener('iza-scope-mark', () => {
    onMark(bar.takeMarkerText()).catch(onProblem);
  });

  function open(next: LiveSession): void {
    bar.show(next);
    // The same session again, after the connection was made anew: what is drawn stays.
    if (session?.id === next.id) return;
    session = next;
    scope.setStream({ channels: next.channels, samplingRateHz: next.samplingRateHz, title: next.title });
    history = createSignalHistory({ samplingRateHz: next.samplingRateHz, isFiltered: next.channels.map(({ unit }) => unit === 'µV'), choice, keptSeconds: KEPT_SECONDS });
  }

  function take(message: FollowedMessage): void {
    switch (message.type) {
      case 'live-open':
        return open(message.session);
      case 'session-change':
        return bar.show(message.session);
      case 'samples': {
        const block = history?.push(message);
        if (block) scope.pushSamples(block);
        return;
      }
      case 'quality':
        scope.quality = message.channels;
        return;
      case 'band-powers':
        scope.bandPowers = message;
        return;
      case 'marker':
        return scope.addMarker(message);
      case 'skipped':
        bar.note('skipped', `This page was too slow for ${message.eventCount} updates; the capture itself lost nothing by that.`);
        clearTimeout(skippedTimer);
        skippedTimer = setTimeout(() => bar.forget('skipped'), SKIPPED_SHOWN_MS);
        return;
      case 'connection':
        return message.state === 'open' ? bar.forget('connection') : bar.note('connection', message.text);
      case 'session-end':
        return bar.show(message.session);
    }
  }

  return {
    element,
    setStopping: () => bar.setStopping(),
    async run() {
      for await (const message of messages) {
        take(message);
        if (message.type === 'session-end') return message;
      }
      return undefined;
    },
  };
}

