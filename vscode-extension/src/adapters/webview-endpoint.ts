import type { MessageEndpoint } from '@iza/core/protocol';
import type * as vscode from 'vscode';

/** What a page says before it opens its channel; not part of the conversation. */
export function isPageReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'page-ready';
}

/** The wire to the page of a webview view. It carries JSON. */
export function webviewEndpoint(view: vscode.WebviewView): MessageEndpoint {
  return {
    postMessage: (message) => void view.webview.postMessage(message),
    onMessage(listener) {
      const subscription = view.webview.onDidReceiveMessage((message) => {
        if (!isPageReady(message)) listener(message);
      });
      return () => subscription.dispose();
    },
    onClose(listener) {
      const subscription = view.onDidDispose(() => listener('its view was closed'));
      return () => subscription.dispose();
    },
  };
}
