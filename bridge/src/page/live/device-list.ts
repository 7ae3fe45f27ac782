import type { DeviceView, StartChoice } from './headset-client.ts';
import { pageButton, pageElement } from '../page-element.ts';

interface DeviceListActions {
  readonly onStart: (choice: StartChoice) => void;
  readonly onWatch: (sessionId: string) => void;
  readonly onRefresh: () => void;
  /** Absent where this browser cannot reach a headset itself. */
  readonly onBrowserHeadset: (() => void) | undefined;
}

/** Which headsets there are, and how a session is begun. */
export interface DeviceList {
  readonly element: HTMLElement;
  show(devices: readonly DeviceView[]): void;
  /** While a session is being opened nothing else can be. */
  setBusy(text: string | undefined): void;
}

/** What a newcomer starts: no hardware needed. */
const FIRST_SIMULATED = 'simulated:cyton-daisy';

export function createDeviceList({ onStart, onWatch, onRefresh, onBrowserHeadset }: DeviceListActions): DeviceList {
  const record = pageElement('input');
  record.type = 'checkbox';
  const task = pageElement('input');
  task.type = 'text';
  task.placeholder = 'what you do: rest, eyes closed …';
  task.maxLength = 80;
  task.setAttribute('aria-label', 'Name of the recording');
  task.disabled = true;
  record.addEventListener('change', () => {
    task.disabled = !record.checked;
    if (record.checked) task.focus();
  });
  const mains = pageElement('select', '', mainsOption('50'), mainsOption('60'));
  mains.value = likelyMains();
  const options = pageElement('div', 'live-options', pageElement('label', '', record, 'Record to a file'), task, pageElement('label', '', 'Mains', mains));
  const first = pageButton('Start the simulated headset', 'live-primary', () => start(FIRST_SIMULATED));
  const intro = pageElement('p', 'live-intro', 'See brain signals move: plug in an OpenBCI headset, or try one that is simulated. Everything stays on this machine.');
  const list = pageElement('ul', 'live-devices');
  list.setAttribute('aria-label', 'Headsets');
  const status = pageElement('p', 'live-status');
  status.setAttribute('role', 'status');
  const again = pageButton('Look again', 'live-button', onRefresh);
  const own = onBrowserHeadset ? pageButton('Headset on this browser …', 'live-button', onBrowserHeadset) : undefined;
  if (own) own.title = 'Reads a Cyton through this browser’s Web Serial, without recording';
  const element = pageElement('div', 'live-start', intro, options, pageElement('div', 'live-row', first, ...(own ? [own] : []), again), status, pageElement('h2', '', 'Headsets'), list);

  function start(deviceId: string): void {
    onStart({ deviceId, lineFrequencyHz: Number(mains.value), recording: record.checked ? { task: task.value.trim() } : undefined });
  }

  function itemOf({ id, title, kind, isLikely, problem, sessionId }: DeviceView): HTMLLIElement {
    const words = pageElement('div', '', pageElement('strong', '', title), pageElement('span', '', problem ?? (isLikely ? `${id} · ready` : id)));
    words.dataset['problem'] = String(problem !== undefined);
    const button = sessionId !== undefined ? pageButton('Watch', 'live-button', () => onWatch(sessionId)) : pageButton(kind === 'simulated' ? 'Simulate' : 'Start', 'live-button', () => start(id));
    button.setAttribute('aria-label', `${button.textContent}: ${title}`);
    button.disabled = problem !== undefined && sessionId === undefined;
    return pageElement('li', '', words, button);
  }

  return {
    element,
    show(devices) {
      list.replaceChildren(...devices.map(itemOf));
      const real = devices.filter(({ kind }) => kind !== 'simulated');
      status.textContent = real.length === 0 ? 'No headset is plugged in.' : '';
    },
    setBusy(text) {
      status.textContent = text ?? '';
      for (const button of element.querySelectorAll('button')) button.disabled = text !== undefined;
    },
  };
}

function mainsOption(hertz: string): HTMLOptionElement {
  const option = pageElement('option', '', `${hertz} Hz`);
  option.value = hertz;
  return option;
}

/** A guess from the time zone, for the person to correct: North America and its neighbours have 60 Hz. */
function likelyMains(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return /^America\/(?!Argentina|Buenos|Santiago|Montevideo|Asuncion|La_Paz|Punta)/.test(zone) || /^Asia\/(Seoul|Manila|Taipei|Riyadh)$/.test(zone) ? '60' : '50';
}
