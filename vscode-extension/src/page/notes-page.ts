import { openChannel } from '@iza/core/protocol';
import { defineIzaElements, type AnswerView, type OpenDetail, type PassageView, type ProgressView } from '@iza/ui';
import { vscodePageEndpoint } from './vscode-page-endpoint.ts';

/** As `notes-view.ts` sends it; JSON drops what is undefined. */
interface PageStatus {
  readonly state: ProgressView['state'];
  readonly noteCount?: number;
  readonly doneCount?: number;
  readonly totalCount?: number;
  readonly path?: string;
  /** False where answers are made of quotes: general knowledge has no one to come from. */
  readonly hasModel?: boolean;
}

defineIzaElements();
const view = document.body.dataset['view'] === 'search' ? 'search' : 'ask';
const progress = document.createElement('iza-progress');
const welcome = buildWelcome();
const ask = document.createElement('iza-ask');
const search = document.createElement('iza-search');
const main = view === 'ask' ? ask : search;

// reason for the assertions below: the extension of this very package answers
const extension = openChannel(vscodePageEndpoint(), {
  peerName: 'the extension',
  handlers: {
    'show-status': (status) => showStatus(status as PageStatus),
    submit: (text) => submit(String(text)),
    focus: () => main.focus(),
  },
});

ask.ask = async (input, context) => (await extension.call('ask', input, context)) as AnswerView;
search.search = async ({ query }, context) => (await extension.call('search', { query }, context)) as { passages: readonly PassageView[] };
progress.addEventListener('iza-pause', () => void extension.call('pause', null));
progress.addEventListener('iza-resume', () => void extension.call('resume', null));
document.addEventListener('iza-open', (event) => {
  void extension.call('open', (event as CustomEvent<OpenDetail>).detail);
});
document.body.append(progress, welcome, main);

function submit(text: string): void {
  if (view === 'search') search.query = text;
  else if (text.trim() !== '') void ask.submit(text);
  main.focus();
}

function showStatus({ state, noteCount, doneCount, totalCount, path, hasModel }: PageStatus): void {
  if (hasModel !== undefined) ask.hasModel = hasModel;
  progress.progress = { state, doneCount, totalCount, message: state === 'idle' ? undefined : path };
  welcome.hidden = noteCount !== 0 || state !== 'idle';
}

function buildWelcome(): HTMLElement {
  const section = document.createElement('section');
  section.className = 'welcome';
  section.hidden = true;
  const text = document.createElement('p');
  text.textContent = 'Your notes are not indexed yet. They are read on this machine only, and the index stays outside your folders.';
  const button = document.createElement('button');
  button.textContent = 'Index notes';
  button.addEventListener('click', () => void extension.call('index', null));
  section.append(text, button);
  return section;
}
