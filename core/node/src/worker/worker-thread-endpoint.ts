import type { MessagePort, Worker } from 'node:worker_threads';
import type { MessageEndpoint } from '@iza/core/protocol';

/** The wire between a thread and one of its workers: give it the `Worker` on the one side and `parentPort` on the other. */
export function workerThreadEndpoint(thread: Worker | MessagePort): MessageEndpoint {
  return {
    postMessage: (message, transfer = []) => thread.postMessage(message, [...transfer]),
    onMessage(listener) {
      thread.on('message', listener);
      return () => void thread.off('message', listener);
    },
    onClose(listener) {
      const onExit = (exitCode: number): void => listener(`it ended with code ${exitCode}`);
      const onError = (error: unknown): void => listener(`it failed: ${error instanceof Error ? error.message : String(error)}`);
      const onMessageError = (error: Error): void => listener(`a message could not be read: ${error.message}`);
      const onPortClose = (): void => listener('its thread ended');
      // A failing worker says `error` before `exit`: the first reason is the one a person needs.
      const onAny = thread as NodeJS.EventEmitter;
      const events = [['error', onError], ['exit', onExit], ['messageerror', onMessageError], ['close', onPortClose]] as const;
      for (const [event, report] of events) onAny.on(event, report);
      return () => {
        for (const [event, report] of events) onAny.off(event, report);
      };
    },
    close() {
      if ('terminate' in thread) void thread.terminate();
      else thread.close();
    },
  };
}
