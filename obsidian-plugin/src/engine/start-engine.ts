import { connectIza, type RemoteIza } from '@iza/core/app';
import { messagePortEndpoint, type Handlers, type MessageEndpoint } from '@iza/core/protocol';
import { engineModule } from './engine-module.ts';
import type { EngineOptions } from './engine-options.ts';

export interface Engine {
  readonly iza: RemoteIza;
  /** Where it runs. `main-thread` is the fallback, and a person is told. */
  readonly thread: 'worker' | 'main-thread';
  /** Lets the index write what it holds, then ends the worker. */
  close(): Promise<void>;
}

interface Wire {
  readonly endpoint: MessageEndpoint;
  readonly thread: Engine['thread'];
  readonly end: () => void;
}

/** Loading the script takes tens of milliseconds; a platform that says neither "started" nor "refused" gets no longer. */
const START_PATIENCE_MS = 10_000;

/** Long enough for a last write; then the worker is ended, and the index repeats its unfinished note next time. */
const CLOSE_PATIENCE_MS = 3000;

/** Starts IZA off the main thread. @throws IzaError what opening the index threw */
export async function startEngine(options: EngineOptions, { handlers, signal }: { handlers: Handlers; signal: AbortSignal }): Promise<Engine> {
  const { endpoint, thread, end } = (await connectWorker()) ?? connectInThread();
  try {
    const iza = await connectIza(endpoint, { options, handlers, peerName: 'the index worker', signal });
    return { iza, thread, close: () => closeEngine(iza, end) };
  } catch (error) {
    end();
    throw error;
  }
}

/** `undefined` where the platform starts no worker from a Blob. */
async function connectWorker(): Promise<Wire | undefined> {
  if (typeof Worker === 'undefined') return undefined;
  const scriptUrl = URL.createObjectURL(new Blob([`(${engineModule.toString()})().serveEngineInWorker(self);`], { type: 'text/javascript' }));
  try {
    const worker = new Worker(scriptUrl, { name: 'IZA index' });
    const endpoint = keepEarlyMessages(worker);
    // The engine greets first: hearing it means that its script loaded.
    let timerId: number | undefined;
    const started = await new Promise<boolean>((resolve) => {
      worker.addEventListener('message', () => resolve(true), { once: true });
      worker.addEventListener('error', () => resolve(false), { once: true });
      timerId = window.setTimeout(() => resolve(false), START_PATIENCE_MS);
    });
    window.clearTimeout(timerId);
    if (started) return { endpoint, thread: 'worker', end: () => worker.terminate() };
    worker.terminate();
    return undefined;
  } catch {
    // A content policy that forbids Blob workers throws here on some platforms and fires `error` on others.
    return undefined;
  } finally {
    URL.revokeObjectURL(scriptUrl);
  }
}

function keepEarlyMessages(worker: Worker): MessageEndpoint {
  const endpoint = messagePortEndpoint(worker);
  const early: unknown[] = [];
  const stop = endpoint.onMessage((message) => early.push(message));
  return {
    ...endpoint,
    onMessage(listener) {
      stop();
      for (const message of early.splice(0)) listener(message);
      return endpoint.onMessage(listener);
    },
  };
}

function connectInThread(): Wire {
  const { port1, port2 } = new MessageChannel();
  engineModule().serveEngine(messagePortEndpoint(port2));
  const end = (): void => {
    port1.close();
    port2.close();
  };
  return { endpoint: messagePortEndpoint(port1), thread: 'main-thread', end };
}

async function closeEngine(iza: RemoteIza, end: () => void): Promise<void> {
  let timerId: number | undefined;
  const patience = new Promise<void>((resolve) => {
    timerId = window.setTimeout(resolve, CLOSE_PATIENCE_MS);
  });
  try {
    await Promise.race([iza.close().catch(() => undefined), patience]);
  } finally {
    window.clearTimeout(timerId);
    end();
  }
}
