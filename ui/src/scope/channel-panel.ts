import { buildElement } from '../dom/index.ts';
import type { ScopeChannel, ScopeQuality } from './scope-data.ts';
import { qualityMarks, qualityWords } from './summary.ts';

/** The list of channels: which are drawn, and how well each sits. */
export interface ChannelPanel {
  readonly element: HTMLElement;
  setChannels(channels: readonly ScopeChannel[], visible: ReadonlySet<number>): void;
  setQuality(quality: readonly ScopeQuality[]): void;
}

export function buildChannelPanel(ownerDocument: Document, onToggle: (channel: number, isVisible: boolean) => void): ChannelPanel {
  const list = buildElement(ownerDocument, 'ul', { class: 'channels', attributes: { 'aria-label': 'Channels shown' } });
  const states = new Map<string, HTMLElement>();

  function buildRow({ name, unit }: ScopeChannel, channel: number, isVisible: boolean): HTMLLIElement {
    const box = buildElement(ownerDocument, 'input', { attributes: { type: 'checkbox' } });
    box.checked = isVisible;
    box.addEventListener('change', () => onToggle(channel, box.checked));
    const state = buildElement(ownerDocument, 'span', { class: 'state' }, unit === 'µV' ? undefined : unit);
    states.set(name, state);
    return buildElement(ownerDocument, 'li', {}, buildElement(ownerDocument, 'label', {}, box, buildElement(ownerDocument, 'span', { class: 'name' }, name), state));
  }

  return {
    element: buildElement(ownerDocument, 'section', {}, buildElement(ownerDocument, 'h3', {}, 'Channels'), list),
    setChannels(channels, visible) {
      states.clear();
      list.replaceChildren(...channels.map((channel, index) => buildRow(channel, index, visible.has(index))));
    },
    setQuality(quality) {
      for (const { channelName, state, peakToPeakUv } of quality) {
        const element = states.get(channelName);
        if (!element) continue;
        const text = `${qualityMarks[state]} ${qualityWords[state]}`;
        if (element.textContent !== text) element.textContent = text;
        element.dataset['state'] = state;
        element.title = Number.isFinite(peakToPeakUv) ? `${peakToPeakUv.toFixed(0)} µV from lowest to highest` : '';
      }
    },
  };
}
