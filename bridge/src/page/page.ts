import { defineIzaElements, type AnswerView, type OpenDetail, type PassageView } from '@iza/ui';
import { createBridgeClient, takeToken, type BridgeAbout } from './bridge-client.ts';
import { createLazyTab } from './lazy-tab.ts';
import { createReader } from './reader.ts';
import { drawStatus, isWithoutModel, summaryOf, type StatusView } from './status-panel.ts';
import { connectTabs } from './tabs.ts';

/** How often the status is asked for while notes are being indexed, and otherwise. */
const BUSY_MS = 700;
const IDLE_MS = 10_000;

function byId(id: string): HTMLElement {
  return document.getElementById(id)!;
}

defineIzaElements();
const token = takeToken(window);
const bridge = createBridgeClient(token);
const ask = document.querySelector('iza-ask')!;
const search = document.querySelector('iza-search')!;
const progress = document.querySelector('iza-progress')!;
const problem = byId('problem');

function showProblem(error: unknown): void {
  problem.textContent = error instanceof Error ? error.message : String(error);
  problem.hidden = false;
}

// reason for the assertions: the bridge checked each output against its schema, whose shape these views repeat
ask.ask = async (input, context) => (await bridge.call('notes.ask', input, context)) as AnswerView;
search.search = async (input, context) => (await bridge.call('notes.search', input, context)) as { passages: readonly PassageView[] };

const reader = createReader(byId('reader'), { call: bridge.call, onToggle: (open) => document.body.classList.toggle('reading', open) });
document.addEventListener('iza-open', (event) => {
  problem.hidden = true;
  reader.open((event as CustomEvent<OpenDetail>).detail).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'AbortError')) showProblem(error);
  });
});

const live = createLazyTab(() => import('./live/open-live.ts').then(({ openLive }) => openLive(byId('live'), { call: bridge.call, token })), showProblem);
const circuits = createLazyTab(() => import('./circuits/open-circuits.ts').then(({ openCircuits }) => openCircuits(byId('circuits'))), showProblem);
connectTabs(document.querySelector<HTMLElement>('[role=tablist]')!, (panel) => {
  for (const [name, tab] of [['live', live], ['circuits', circuits]] as const) {
    const isShown = panel.id === `panel-${name}`;
    document.body.classList.toggle(name, isShown);
    if (isShown) tab.show();
    else tab.hide();
  }
  if (panel.contains(ask)) ask.focus();
  if (panel.contains(search)) search.focus();
});

let about: BridgeAbout | undefined;

/** Asks for the status and draws it. True while notes are being indexed. */
async function refreshStatus(): Promise<boolean> {
  const status = (await bridge.call('notes.status', {})) as StatusView;
  about ??= await bridge.readAbout();
  const busy = status.state !== 'idle';
  byId('summary').textContent = summaryOf(status);
  ask.hasModel = !isWithoutModel(status.chatModel);
  drawStatus(byId('status'), status, about.reach);
  progress.progress = busy ? { state: status.state, ...status.progress, message: status.progress?.path } : { state: 'idle' };
  return busy;
}

async function followStatus(): Promise<void> {
  let wasBusy = false;
  for (;;) {
    try {
      const busy = await refreshStatus();
      // What was found while notes were missing is out of date now.
      if (wasBusy && !busy) void search.refresh();
      wasBusy = busy;
      if (problem.dataset['from'] === 'status') problem.hidden = true;
    } catch (error) {
      problem.dataset['from'] = 'status';
      showProblem(error);
    }
    await new Promise((resolve) => setTimeout(resolve, wasBusy ? BUSY_MS : IDLE_MS));
  }
}

for (const wish of ['pause', 'resume'] as const) {
  progress.addEventListener(`iza-${wish}`, () => void bridge.setIndexing(wish).then(refreshStatus).catch(showProblem));
}
ask.focus();
void followStatus();
