/** What `notes.status` answers, as far as this page shows it. */
export interface StatusView {
  readonly state: 'idle' | 'indexing' | 'paused';
  readonly progress?: { readonly doneCount: number; readonly totalCount: number; readonly path: string };
  readonly sources: readonly { readonly id: string; readonly kind: string; readonly noteCount: number }[];
  readonly noteCount: number;
  readonly chunkCount: number;
  readonly indexBytes: number;
  readonly problems: readonly string[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly embedder?: { readonly fingerprint: string };
  readonly lastSyncMs?: number;
  readonly chatModel: string;
}

/** `docs · 42 notes · answers made of quotes` */
export function summaryOf({ sources, noteCount, chatModel }: StatusView): string {
  const model = isWithoutModel(chatModel) ? 'answers made of quotes' : chatModel;
  return [sources.map(({ id }) => id).join(', '), `${noteCount} notes`, model].filter(Boolean).join(' · ');
}

/** @param reach What may leave this machine, in the bridge's words. */
export function drawStatus(container: HTMLElement, status: StatusView, reach: string): void {
  const doc = container.ownerDocument;
  const facts = doc.createElement('dl');
  facts.className = 'facts';
  const rows: [string, string][] = [
    ...status.sources.map(({ id, kind, noteCount }): [string, string] => ['Source', `${id}, ${kind.replaceAll('-', ' ')}, ${noteCount} notes`]),
    ['Index', `${status.noteCount} notes, ${status.chunkCount} chunks, ${sizeOf(status.indexBytes)}`],
    ['Last indexed', status.lastSyncMs === undefined ? 'never' : new Date(status.lastSyncMs).toLocaleString()],
    ['Chat model', isWithoutModel(status.chatModel) ? 'none: answers are made of quotes' : status.chatModel],
    ['Embedder', status.embedder?.fingerprint ?? 'built in'],
    ['Reach', reach],
    ...status.problems.map((problem): [string, string] => ['Problem', problem]),
    ['Skipped', status.skipped.length === 0 ? 'nothing' : `${status.skipped.length} files`],
  ];
  for (const [name, value] of rows) {
    const term = doc.createElement('dt');
    term.textContent = name;
    const detail = doc.createElement('dd');
    detail.textContent = value;
    facts.append(term, detail);
  }
  const skipped = doc.createElement('ul');
  skipped.className = 'skipped';
  for (const { path, reason } of status.skipped.slice(0, 200)) {
    const item = doc.createElement('li');
    const why = doc.createElement('span');
    why.textContent = reason;
    item.append(path, why);
    skipped.append(item);
  }
  container.replaceChildren(facts, skipped);
}

function sizeOf(byteCount: number): string {
  return byteCount < 1e6 ? `${Math.ceil(byteCount / 1e3)} kB` : `${(byteCount / 1e6).toFixed(1)} MB`;
}

export function isWithoutModel(chatModel: string): boolean {
  return chatModel === 'extractive' || chatModel === 'none';
}
