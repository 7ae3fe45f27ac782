import type { CancellationToken } from 'vscode';

/** VS Code's cancellation as the platform's. */
export function signalOfToken(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
