import type { CDPSession, Page } from 'playwright-core';

export interface MainThreadReport {
  /** CPU time of the longest task on the page's main thread. */
  readonly longestTaskCpuMs: number;
  /** Wall time of it: on a busy machine the scheduler adds to it. */
  readonly longestTaskWallMs: number;
  readonly taskCount: number;
  /** Tasks of more than 16 ms of CPU time. */
  readonly overlongTaskCount: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Traces every task of the renderer's main thread while `run` runs. */
export async function measureMainThread(page: Page, run: () => Promise<void>): Promise<MainThreadReport> {
  const browserSession = await page.context().browser()!.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  browserSession.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await browserSession.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] } });
  await run();
  await stopTracing(browserSession);
  const mainThreads = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`));
  const tasks = events.filter(({ ph, pid, tid, name }) => ph === 'X' && mainThreads.has(`${pid}/${tid}`) && /RunTask/.test(name));
  if (tasks.length === 0) throw new Error('The trace holds no task of the main thread: nothing was measured');
  const longest = (of: (task: TraceEvent) => number | undefined): number => Math.max(...tasks.map((task) => of(task) ?? 0)) / 1000;
  return {
    longestTaskCpuMs: longest(({ tdur }) => tdur),
    longestTaskWallMs: longest(({ dur }) => dur),
    taskCount: tasks.length,
    overlongTaskCount: tasks.filter(({ tdur }) => (tdur ?? 0) > 16_000).length,
  };
}

async function stopTracing(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
}
