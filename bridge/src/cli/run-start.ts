import { fileURLToPath } from 'node:url';
import { IzaError, isAbort } from '@iza/core/foundation';
import { describeReach, loadConfig } from '@iza/node';
import { chooseVaults, indexFolderOf, recordingsFolderOf, resolveIndexFlag } from '../notes/index.ts';
import { serveNotes } from '../serve-notes/index.ts';
import type { ExitCode } from './exit-codes.ts';
import { globalFlags, startFlags } from './global-flags.ts';
import { listenForInterrupt } from './interrupt.ts';
import { parseArguments } from './parse-arguments.ts';
import { createProgressBar } from './progress-bar.ts';
import { createStyle, plainText } from './render/index.ts';
import type { Terminal } from './terminal.ts';
import { izaVersion } from './version.ts';
import { startHelp } from './write-help.ts';

/** IZA's own documentation: the sample vault for somebody who has not named one. */
const docsFolder = fileURLToPath(new URL('../../../docs', import.meta.url));

/** `iza start`: serves the page and the HTTP API until it is interrupted. */
export async function runStart(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, words } = parseArguments(argv, [...startFlags, ...globalFlags]);
  if (values['help'] === true) {
    terminal.write(startHelp({ columnCount: Math.min(terminal.columnCount, 110) }));
    return 0;
  }
  if (words.length > 0) throw new IzaError('bad-input', `Cannot run iza start: it takes no "${words.join(' ')}". Did you mean --vault ${words[0]}?`);
  const config = loadConfig({ ...terminal, file: values['config'] as string | undefined });
  const vaults = chooseVaults({ flags: (values['vault'] as string[] | undefined) ?? [], config, fallback: docsFolder, ...terminal });
  const indexFolder = indexFolderOf(vaults, resolveIndexFlag(values['index'] as string | undefined, terminal) ?? config.index, terminal);
  const style = createStyle(terminal.useColor);
  const say = (text: string): void => terminal.write(`${text}\n`);

  const interrupt = listenForInterrupt(() => terminal.writeError('\nStopping … (Ctrl-C again stops at once)\n'));
  const bar = createProgressBar(terminal, { label: 'Indexing', nowMs: () => performance.now(), quiet: values['quiet'] === true });
  try {
    const headset = { recordingsFolder: () => recordingsFolderOf({ flags: (values['vault'] as string[] | undefined) ?? [], config, ...terminal }) };
    const place = { vaults, headset, indexFolder, settings: config.settings, keys: config.keys, reach: describeReach(config), currentFolder: terminal.currentFolder };
    await serveNotes(place, {
      port: (values['port'] as number | undefined) ?? config.port,
      machine: terminal,
      version: izaVersion(),
      signal: interrupt.signal,
      onListening({ url, moved, tokenFile }) {
        for (const { folder, kind } of vaults) say(`${style.dim('Notes')}  ${folder} (${kind.replaceAll('-', ' ')})${folder === docsFolder && values['vault'] === undefined ? ': IZA’s own, until you name yours with --vault DIR' : ''}`);
        say(`${style.dim('Index')}  ${indexFolder}`);
        say(`${style.dim('Reach')}  ${place.reach}`);
        if (moved) say(style.warn(moved));
        say(`\n${style.bold('Open')}   ${style.accent(url)}\n`);
        say(`Ask your notes there, or choose ${style.bold('Live')} and start the simulated headset to see signals move.`);
        say(style.dim(`The address holds the token of this run; programs find it in ${tokenFile}. Ctrl-C stops.`));
      },
      onProgress: (progress) => bar.show(progress),
      onSynced(report) {
        bar.clear();
        const changes = report.addedCount + report.changedCount + report.movedCount + report.removedCount;
        if (changes > 0) say(`${style.good('✓')} ${report.noteCount} notes indexed (${changes} new or changed) in ${(report.durationMs / 1000).toFixed(1)} s`);
        if (changes > 0 && report.skipped.length > 0) say(style.dim(`  ${report.skipped.length} skipped; the page's Status says why`));
      },
      onFailure(error) {
        bar.clear();
        const isForeseen = error instanceof IzaError;
        terminal.writeError(`${style.bad('✗')} ${plainText(isForeseen || !(error instanceof Error) ? String(isForeseen ? error.message : error) : (error.stack ?? error.message))}\n`);
      },
    });
    return 0;
  } catch (error) {
    // Ctrl-C is how a server is stopped: that is no failure.
    if (isAbort(error) && interrupt.signal.aborted) return 0;
    throw error;
  } finally {
    bar.clear();
    interrupt.stop();
  }
}
