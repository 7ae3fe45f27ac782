import { errorCodeOf, isAbort } from '@iza/core/foundation';
import * as vscode from 'vscode';

const openSettings = 'Open settings';

/** Shows a failure to the person, with the settings at hand where they are the cure. What they stopped themselves is no failure. */
export function reportError(error: unknown): void {
  if (isAbort(error)) return;
  const message = error instanceof Error ? error.message : String(error);
  const code = errorCodeOf(error);
  const settingsHelp = code === 'bad-config' || code === 'source-missing' || code === 'model-missing';
  void showError(message, settingsHelp);
}

async function showError(message: string, settingsHelp: boolean): Promise<void> {
  const choice = await vscode.window.showErrorMessage(message, ...(settingsHelp ? [openSettings] : []));
  if (choice === openSettings) await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:iza-os.iza-os');
}

/** A command that reports what it throws. */
export function reporting<Arguments extends unknown[]>(run: (...given: Arguments) => Promise<unknown>): (...given: Arguments) => Promise<unknown> {
  return async (...given) => {
    try {
      return await run(...given);
    } catch (error) {
      reportError(error);
      return undefined;
    }
  };
}
