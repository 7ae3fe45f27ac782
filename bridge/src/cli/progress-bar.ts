import type { CapabilityProgress } from '@iza/core/app';
import { plainText, truncateToWidth } from './render/index.ts';
import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 24;
/** A redraw costs the terminal more than the work it reports. */
const REDRAW_MS = 80;

export interface ProgressBar {
  show(progress: CapabilityProgress): void;
  /** Clears the line, so that nothing of it is left beside the output. */
  clear(): void;
}

/** One line on standard error that is drawn over. Silent where that is no terminal. */
export function createProgressBar(terminal: Terminal, { label, nowMs, quiet }: { label: string; nowMs: () => number; quiet: boolean }): ProgressBar {
  if (quiet || !terminal.isErrorTerminal) return { show: () => undefined, clear: () => undefined };
  let drawnMs = -Infinity;
  let drawn = false;
  return {
    show(progress) {
      const now = nowMs();
      if (now - drawnMs < REDRAW_MS && progress.doneCount !== progress.totalCount) return;
      drawnMs = now;
      drawn = true;
      terminal.writeError(`\r\u001b[2K${truncateToWidth(plainText(progressLine(label, progress)).replaceAll('\n', ' '), terminal.columnCount - 1)}`);
    },
    clear() {
      if (drawn) terminal.writeError('\r\u001b[2K');
      drawn = false;
      drawnMs = -Infinity;
    },
  };
}

/** @example progressLine('Indexing', { doneCount: 3, totalCount: 12, message: 'a.md' }) === 'Indexing ██████░░░░░░░░░░░░░░░░░░ 3/12 a.md' */
function progressLine(label: string, { doneCount, totalCount, message }: CapabilityProgress): string {
  if (totalCount === undefined || totalCount === 0) return `${label} ${doneCount} ${message}`.trimEnd();
  const filled = Math.round((Math.min(doneCount, totalCount) / totalCount) * BAR_WIDTH);
  return `${label} ${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${doneCount}/${totalCount} ${message}`.trimEnd();
}
