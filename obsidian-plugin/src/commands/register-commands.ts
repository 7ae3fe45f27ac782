import type { PluginContext } from '../plugin-context.ts';
import { ASK_VIEW, RELATED_VIEW, showSidePane } from '../views/side-panes.ts';
import { CapabilityModal } from '../views/capability-modal.ts';
import { SearchModal } from '../views/search-modal.ts';
import { showNotice } from '../views/show-notice.ts';
import { StatusModal } from '../views/status-modal.ts';
import { capabilityCatalog, type CatalogEntry } from './capability-catalog.ts';
import { showProblem } from './show-problem.ts';

type Presenter = (context: PluginContext, entry: CatalogEntry) => void | Promise<void>;

/** Capabilities whose shape asks for more than a form. Every other one gets the form that is derived from its input. */
const PRESENTERS: Readonly<Record<string, Presenter>> = {
  'notes.ask': ({ app }) => showSidePane(app, ASK_VIEW),
  'notes.related': ({ app }) => showSidePane(app, RELATED_VIEW),
  'notes.search': (context) => new SearchModal(context).open(),
  'notes.status': (context) => new StatusModal(context).open(),
  'notes.index': (context) => indexWithReport(context),
};

/** One command a capability of the registry, and the controls of a running index. */
export function registerCommands(context: PluginContext): void {
  for (const entry of capabilityCatalog) {
    const present = PRESENTERS[entry.id] ?? ((of, shown) => new CapabilityModal(of, shown).open());
    context.plugin.addCommand({
      id: entry.id.replaceAll('.', '-'),
      name: entry.title,
      callback: () => void Promise.resolve(present(context, entry)).catch(showProblem),
    });
  }
  registerControl(context, { id: 'pause-indexing', name: 'Pause indexing', offered: () => isIndexing(context, false), act: () => context.session.pause() });
  registerControl(context, { id: 'resume-indexing', name: 'Resume indexing', offered: () => isIndexing(context, true), act: () => context.session.resume() });
  registerControl(context, { id: 'stop-indexing', name: 'Stop indexing', offered: () => context.session.state.type === 'indexing', act: () => context.session.stopIndexing() });
  registerControl(context, { id: 'rebuild-index', name: 'Rebuild the index from scratch', offered: () => context.session.state.type === 'ready', act: () => indexWithReport(context, { rebuild: true }) });
}

interface Control {
  readonly id: string;
  readonly name: string;
  readonly offered: () => boolean;
  readonly act: () => void | Promise<void>;
}

function registerControl({ plugin }: PluginContext, { id, name, offered, act }: Control): void {
  plugin.addCommand({
    id,
    name,
    checkCallback(checking) {
      if (!offered()) return false;
      if (!checking) void Promise.resolve(act()).catch(showProblem);
      return true;
    },
  });
}

function isIndexing({ session }: PluginContext, paused: boolean): boolean {
  return session.state.type === 'indexing' && session.state.paused === paused;
}

interface IndexReport {
  readonly addedCount: number;
  readonly changedCount: number;
  readonly removedCount: number;
  readonly noteCount: number;
  readonly skipped: readonly unknown[];
}

async function indexWithReport({ session }: PluginContext, options: { rebuild?: boolean } = {}): Promise<void> {
  // reason: the engine has parsed it by the capability's output schema's own types
  const report = (await session.index(options)) as IndexReport;
  const skipped = report.skipped.length > 0 ? `, ${report.skipped.length} skipped (see the index status)` : '';
  showNotice(`${report.noteCount} notes are indexed: ${report.addedCount} new, ${report.changedCount} changed, ${report.removedCount} removed${skipped}.`);
}
