import type { LiveSession } from '@iza/core/protocol';
import { pageButton, pageElement } from '../page-element.ts';

/** The running session in words: what it is, what is being lost, where the recording goes. */
export interface SessionBar {
  readonly element: HTMLElement;
  show(session: LiveSession): void;
  /** What the person should know; shown until `forget`. */
  note(id: string, text: string): void;
  forget(id: string): void;
  setStopping(): void;
  /** What the next marker is called; a number where nothing was written. */
  takeMarkerText(): string;
}

export function createSessionBar({ stopText, onStop, onLeave }: { stopText: string; onStop: () => void; onLeave: (() => void) | undefined }): SessionBar {
  const title = pageElement('h2', '');
  title.tabIndex = -1;
  const facts = pageElement('p', 'live-facts');
  const recording = pageElement('p', 'live-recording');
  const notes = pageElement('ul', 'live-notes');
  notes.setAttribute('role', 'status');
  const stop = pageButton(stopText, 'live-button live-stop', onStop);
  const markerText = pageElement('input', 'live-marker');
  markerText.type = 'text';
  markerText.maxLength = 200;
  markerText.placeholder = 'text of the next marker';
  markerText.setAttribute('aria-label', 'Text of the next marker');
  let markerCount = 0;
  const buttons = pageElement('div', 'live-row', markerText, stop);
  if (onLeave) buttons.append(pageButton('Other headsets', 'live-button', onLeave));
  const known = new Map<string, string>();

  function drawNotes(): void {
    notes.replaceChildren(...[...known.values()].map((text) => pageElement('li', '', text)));
    notes.hidden = known.size === 0;
  }
  drawNotes();

  return {
    element: pageElement('header', 'live-bar', pageElement('div', '', title, facts, recording), buttons, notes),
    show(session) {
      title.textContent = session.title;
      facts.textContent = factsOf(session);
      facts.dataset['lost'] = String(session.lostCount > 0);
      recording.textContent = session.recordingPath === undefined ? 'Not recorded' : `Recording to ${session.recordingPath}`;
      recording.dataset['on'] = String(session.recordingPath !== undefined);
      for (const warning of session.warnings) known.set(`warning ${warning}`, warning);
      if (session.state === 'reconnecting') known.set('headset', 'The headset is away. Plug it in again: the session goes on by itself, with the gap marked.');
      else known.delete('headset');
      drawNotes();
    },
    note(id, text) {
      known.set(id, text);
      drawNotes();
    },
    forget(id) {
      if (known.delete(id)) drawNotes();
    },
    takeMarkerText() {
      markerCount += 1;
      return markerText.value.trim() || `Marker ${markerCount}`;
    },
    setStopping() {
      stop.disabled = true;
      stop.textContent = 'Stopping …';
    },
  };
}

/** `16 channels · 125 Hz · 1:05 · nothing lost` */
export function factsOf({ channels, samplingRateHz, sampleCount, lostCount, gapCount, firmware, driftPpm }: Pick<LiveSession, 'channels' | 'samplingRateHz' | 'sampleCount' | 'lostCount' | 'gapCount' | 'firmware' | 'driftPpm'>): string {
  const seconds = Math.floor(sampleCount / samplingRateHz);
  const lost = lostCount === 0 ? 'nothing lost' : `${lostCount} samples lost (${((100 * lostCount) / sampleCount).toFixed(2)} %) in ${gapCount} ${gapCount === 1 ? 'gap' : 'gaps'}`;
  return [
    `${channels.length} channels`,
    `${samplingRateHz} Hz`,
    `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
    lost,
    driftPpm === undefined ? '' : `clock ${driftPpm >= 0 ? '+' : '−'}${Math.abs(driftPpm).toFixed(0)} ppm`,
    firmware ?? '',
  ]
    .filter(Boolean)
    .join(' · ');
}
