import type { MessageEndpoint } from '@iza/core/protocol';

/** What VS Code gives to the page of a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The wire from a webview's page to its extension. Say `page-ready` on it once, before the channel is opened. */
export function vscodePageEndpoint(): MessageEndpoint {
  const api = acquireVsCodeApi();
  api.postMessage({ type: 'page-ready' });
  return {
    postMessage: (message) => api.postMessage(message),
    onMessage(listener) {
      const onMessage = (event: MessageEvent): void => listener(event.data);
      window.addEventListener('message', onMessage);
      return () => window.removeEventListener('message', onMessage);
    },
  };
}
