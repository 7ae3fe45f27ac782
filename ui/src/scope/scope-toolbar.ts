import { buildButton, buildElement } from '../dom/index.ts';
import { buildSelect, type LabelledSelect } from './build-select.ts';
import { SCALE_STEPS_UV } from './lane-scale.ts';
import type { ScopeChoice, ScopeMode } from './scope-data.ts';

export const WINDOW_SECONDS = [2, 5, 10, 20, 30];

export interface ToolbarState {
  readonly paused: boolean;
  readonly windowSeconds: number;
  /** `undefined`: chosen by the scope. */
  readonly scaleUv: number | undefined;
  /** What is drawn now. */
  readonly presentScaleUv: number;
  readonly mode: ScopeMode;
  readonly choices: readonly ScopeChoice[];
  /** How far one can look back while paused, and how far one does. */
  readonly heldSeconds: number;
  readonly lookBackSeconds: number;
  readonly canMark: boolean;
}

export interface ToolbarActions {
  readonly onPause: () => void;
  readonly onMark: () => void;
  readonly onWindow: (seconds: number) => void;
  readonly onScale: (scaleUv: number | undefined) => void;
  readonly onMode: (mode: ScopeMode) => void;
  readonly onChoice: (id: string, value: string) => void;
  readonly onLookBack: (seconds: number) => void;
}

export function buildToolbar(ownerDocument: Document, actions: ToolbarActions): { readonly element: HTMLElement; update(state: ToolbarState): void } {
  const pause = buildButton(ownerDocument, { class: 'action pause', onClick: actions.onPause, attributes: { 'aria-keyshortcuts': 'Space' } }, 'Pause');
  const mark = buildButton(ownerDocument, { class: 'action quiet', onClick: actions.onMark, attributes: { 'aria-keyshortcuts': 'M' } }, 'Add marker');
  const time = buildSelect(ownerDocument, 'Time', (value) => actions.onWindow(Number(value)));
  const scale = buildSelect(ownerDocument, 'Lane', (value) => actions.onScale(value === 'auto' ? undefined : Number(value)));
  const mode = buildSelect(ownerDocument, 'Motion', (value) => actions.onMode(value as ScopeMode));
  const range = buildElement(ownerDocument, 'input', { attributes: { type: 'range', min: '0', step: '0.1', value: '0' } });
  range.addEventListener('input', () => actions.onLookBack(Number(range.max) - Number(range.value)));
  const lookBack = buildElement(ownerDocument, 'label', { class: 'look-back' }, 'Look back', range);
  const choices = new Map<string, LabelledSelect>();
  const choicesBox = ownerDocument.createDocumentFragment();
  const element = buildElement(
    ownerDocument,
    'div',
    { class: 'toolbar', attributes: { role: 'toolbar', 'aria-label': 'Signals' } },
    pause,
    mark,
    time.element,
    scale.element,
    mode.element,
    choicesBox,
    lookBack,
  );

  function updateChoices(wanted: readonly ScopeChoice[]): void {
    for (const [id, { element: old }] of choices) {
      if (wanted.some((choice) => choice.id === id)) continue;
      old.remove();
      choices.delete(id);
    }
    for (const { id, label, options, value } of wanted) {
      let select = choices.get(id);
      if (!select) {
        select = buildSelect(ownerDocument, label, (chosen) => actions.onChoice(id, chosen));
        choices.set(id, select);
        element.insertBefore(select.element, lookBack);
      }
      select.update(options, value);
    }
  }

  return {
    element,
    update(state) {
      pause.textContent = state.paused ? 'Resume' : 'Pause';
      mark.hidden = !state.canMark;
      time.update(WINDOW_SECONDS.map((seconds) => ({ value: String(seconds), label: `${seconds} s` })), String(state.windowSeconds));
      const automatic = { value: 'auto', label: state.scaleUv === undefined ? `auto (${voltageText(state.presentScaleUv)})` : 'auto' };
      scale.update([automatic, ...SCALE_STEPS_UV.map((step) => ({ value: String(step), label: voltageText(step) }))], state.scaleUv === undefined ? 'auto' : String(state.scaleUv));
      mode.update([{ value: 'scroll', label: 'scroll' }, { value: 'sweep', label: 'sweep' }], state.mode);
      updateChoices(state.choices);
      lookBack.hidden = !state.paused;
      range.max = state.heldSeconds.toFixed(1);
      const position = state.heldSeconds - state.lookBackSeconds;
      if (Math.abs(Number(range.value) - position) > 0.05) range.value = position.toFixed(1);
      range.setAttribute('aria-valuetext', state.lookBackSeconds < 0.05 ? 'the newest' : `${state.lookBackSeconds.toFixed(1)} s back`);
    },
  };
}

export function voltageText(microvolts: number): string {
  return microvolts >= 1000 ? `${microvolts / 1000} mV` : `${microvolts} µV`;
}
