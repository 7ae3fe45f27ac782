import { defineIzaScope } from '@iza/ui/scope';
import { BridgeError, type BridgeCall } from '../bridge-client.ts';
import { createDeviceList } from './device-list.ts';
import { followSession, type FollowedMessage } from './follow-session.ts';
import { createHeadsetClient, type ReportView, type StartChoice } from './headset-client.ts';
import { pageButton, pageElement } from '../page-element.ts';
import { createSessionView } from './session-view.ts';

/** How often the list of headsets is asked for while it is shown. */
const LIST_MS = 5000;

export interface LiveTabOptions {
  readonly call: BridgeCall;
  readonly token: string | undefined;
}

/** The Live tab: headsets to choose from, or the session that is watched. */
export interface LiveTab {
  /** The tab was chosen. */
  show(): void;
  hide(): void;
}

/** Fills the tab. Loaded when it is first chosen, for it brings the scope and the filters. */
export function openLive(container: HTMLElement, { call, token }: LiveTabOptions): LiveTab {
  defineIzaScope();
  const headset = createHeadsetClient(call);
  const problem = pageElement('p', 'problem');
  problem.setAttribute('role', 'alert');
  problem.hidden = true;
  const devices = createDeviceList({
    onStart: (choice) => void start(choice),
    onWatch: (sessionId) => void watch(sessionId),
    onRefresh: () => void refresh(),
    onBrowserHeadset: 'serial' in navigator ? () => void watchBrowserHeadset() : undefined,
  });
  const lastReport = pageElement('section', 'live-report');
  lastReport.hidden = true;
  const place = pageElement('div', '', lastReport, devices.element);
  container.replaceChildren(problem, place);
  let isShown = false;
  let isWatching = false;
  let hasLooked = false;

  function showProblem(error: unknown): void {
    const isOld = error instanceof BridgeError && (error.code === 'route-missing' || error.code === 'unsupported');
    problem.textContent = isOld ? 'This bridge offers no headsets.' : error instanceof Error ? error.message : String(error);
    problem.hidden = false;
  }

  async function refresh(): Promise<void> {
    try {
      const found = await headset.list();
      problem.hidden = true;
      devices.show(found);
      const running = found.map(({ sessionId }) => sessionId).filter((id) => id !== undefined);
      // What runs already, begun in a terminal or before a reload, is what the person came to see.
      if (!hasLooked && running.length === 1 && !isWatching) void watch(running[0]);
      hasLooked = true;
    } catch (error) {
      showProblem(error);
    }
  }

  async function start(choice: StartChoice): Promise<void> {
    devices.setBusy('Opening the headset …');
    problem.hidden = true;
    try {
      const { id } = await headset.start(choice);
      devices.setBusy(undefined);
      await watch(id);
    } catch (error) {
      devices.setBusy(undefined);
      showProblem(error);
    }
  }

  async function watch(sessionId: string): Promise<void> {
    if (token === undefined) return;
    const leaving = new AbortController();
    const isRunning = async (): Promise<boolean> => {
      try {
        return (await headset.list()).some((device) => device.sessionId === sessionId);
      } catch (error) {
        // A bridge that does not answer may come back; one that was started anew no longer has the session, and says so.
        if (error instanceof BridgeError && error.code === 'connection-lost') return true;
        throw error;
      }
    };
    let report: ReportView | undefined;
    const view = createSessionView({
      messages: followSession(sessionId, { token, signal: leaving.signal, isRunning }),
      stopText: 'Stop',
      onStop: () => {
        view.setStopping();
        headset.stop(sessionId).then(
          (ended) => {
            report = ended;
          },
          showProblem,
        );
      },
      onLeave: () => leaving.abort(),
      onMark: (text) => headset.mark(sessionId, text),
      onProblem: showProblem,
    });
    const last = await runView(view);
    if (!leaving.signal.aborted) showReport(last ?? report);
  }

  async function watchBrowserHeadset(): Promise<void> {
    problem.hidden = true;
    try {
      // Only who has a headset on this very browser needs boards and capture in the page.
      const { browserHeadset } = await import('./browser-headset.ts');
      const source = await browserHeadset();
      if (!source) return;
      const view = createSessionView({ ...source, stopText: 'Disconnect', onLeave: undefined, onProblem: showProblem });
      await runView(view);
    } catch (error) {
      showProblem(error);
    }
  }

  /** Shows a session in place of the list until it ends. */
  async function runView(view: ReturnType<typeof createSessionView>): Promise<Extract<FollowedMessage, { type: 'session-end' }> | undefined> {
    isWatching = true;
    lastReport.hidden = true;
    place.replaceChildren(view.element);
    view.element.querySelector('iza-scope')!.focus({ preventScroll: true });
    try {
      return await view.run();
    } catch (error) {
      showProblem(error);
      return undefined;
    } finally {
      isWatching = false;
      place.replaceChildren(lastReport, devices.element);
      void refresh();
    }
  }

  function showReport(report: ReportView | undefined): void {
    const lines = report
      ? [
          `It lasted ${report.durationSeconds.toFixed(1)} s.`,
          report.recordingPath === undefined ? 'It was not recorded.' : `Recording: ${report.recordingPath}`,
          ...(report.notePath === undefined ? [] : [`Note: ${report.notePath}`]),
          ...report.warnings,
        ]
      : ['It ended while this page was away.'];
    const close = pageButton('Close', 'live-button', () => {
      lastReport.hidden = true;
    });
    lastReport.replaceChildren(pageElement('h2', '', 'The session ended'), pageElement('ul', '', ...lines.map((line) => pageElement('li', '', line))), close);
    lastReport.hidden = false;
  }

  void (async () => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LIST_MS));
      if (isShown && !isWatching) await refresh();
    }
  })();

  return {
    show() {
      isShown = true;
      if (!isWatching) void refresh();
    },
    hide() {
      isShown = false;
    },
  };
}
