import { Notice, type Plugin } from 'obsidian';
import type { IndexSession, IndexState } from '../engine/index-session.ts';
import { showProblem } from '../commands/show-problem.ts';
import { addIzaElement } from './add-iza-element.ts';

/** The index in the status bar: what it does now; a click pauses or resumes, or opens the status. */
export function mountStatusBar(plugin: Plugin, session: IndexSession, openStatus: () => void): void {
  const item = plugin.addStatusBarItem();
  item.addClass('mod-clickable', 'iza-status');
  item.setAttr('role', 'button');
  item.setAttr('tabindex', '0');
  const draw = (): void => {
    const { text, hint } = describe(session.state);
    if (item.textContent !== text) item.setText(text);
    item.setAttr('aria-label', hint);
  };
  const act = (): void => {
    const { state } = session;
    if (state.type !== 'indexing') openStatus();
    else void (state.paused ? session.resume() : session.pause()).catch(showProblem);
  };
  plugin.registerDomEvent(item, 'click', act);
  plugin.registerDomEvent(item, 'keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') act();
  });
  plugin.register(session.subscribe(draw));
  draw();
}

/** A notice with progress and its controls while a pass runs that reads more than a few notes. It goes away with the pass. */
export function mountIndexNotice(plugin: Plugin, session: IndexSession): void {
  let notice: Notice | undefined;
  const hide = (): void => {
    notice?.hide();
    notice = undefined;
  };
  plugin.register(hide);
  plugin.register(
    session.subscribe(() => {
      const { state } = session;
      if (state.type !== 'indexing') return hide();
      if (!notice && (state.totalCount ?? 0) < SMALLEST_NOTICED_COUNT) return;
      notice ??= new Notice(buildControls(session, hide), 0);
      const progress = notice.messageEl.querySelector('iza-progress');
      if (progress) progress.progress = { state: state.paused ? 'paused' : 'indexing', doneCount: state.doneCount, totalCount: state.totalCount, message: state.path };
    }),
  );
}

/** Below it the status bar is enough. */
const SMALLEST_NOTICED_COUNT = 50;

function buildControls(session: IndexSession, hide: () => void): DocumentFragment {
  return createFragment((fragment) => {
    fragment.createDiv({ cls: 'iza-notice-title', text: 'Indexing your notes' });
    const progress = addIzaElement(fragment, 'iza-progress');
    progress.addEventListener('iza-pause', () => void session.pause().catch(showProblem));
    progress.addEventListener('iza-resume', () => void session.resume().catch(showProblem));
    const row = fragment.createDiv({ cls: 'iza-notice-buttons' });
    row.createEl('button', { text: 'Stop', type: 'button' }).addEventListener('click', () => session.stopIndexing());
    row.createEl('button', { text: 'Hide', type: 'button' }).addEventListener('click', hide);
    // A click anywhere on a notice closes it; its own buttons must not.
    fragment.firstElementChild?.addEventListener('click', hide);
    for (const inner of [progress, row]) inner.addEventListener('click', (event) => event.stopPropagation());
  });
}

function describe(state: IndexState): { text: string; hint: string } {
  switch (state.type) {
    case 'off':
      return { text: 'IZA is off', hint: 'The index is not open' };
    case 'opening':
      return { text: 'IZA is opening…', hint: 'The index is being opened' };
    case 'failed':
      return { text: 'IZA cannot open its index', hint: state.message };
    case 'indexing': {
      const count = state.totalCount === undefined ? `${state.doneCount}` : `${state.doneCount} of ${state.totalCount}`;
      return state.paused ? { text: `IZA paused at ${count}`, hint: 'Resume indexing' } : { text: `IZA reads ${count}`, hint: 'Pause indexing' };
    }
    case 'ready':
      if (state.problems.length > 0) return { text: `IZA: ${state.noteCount} notes, see status`, hint: state.problems.join(' ') };
      return { text: `IZA: ${state.noteCount} notes`, hint: state.thread === 'worker' ? 'Show the index status' : 'Show the index status. This device starts no background worker, so indexing runs in the app itself.' };
  }
}
