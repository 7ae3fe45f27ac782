import { connectIza, type RemoteIza } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import { messagePortEndpoint, type Handlers, type MessageEndpoint } from '@iza/core/protocol';
import type { EngineOptions } from './engine-options.ts';
import { engineSource } from './engine-source.ts';

export interface Engine {
  readonly iza: RemoteIza;
  /** Where it runs. `main-thread` is the fallback, and a person is told. */
  readonly thread: 'worker' | 'main-thread';
  /** Lets the index write what it holds, then ends the worker. */
  close(): Promise<void>;
}

/** Long enough for a last write; then the worker is ended, and the index repeats its unfinished note next time. */
const CLOSE_PATIENCE_MS = 3000;

/** Starts IZA off the main thread from the inlined bundle. @throws IzaError what opening the index threw */
export async function startEngine(options: EngineOptions, { handlers, signal }: { handlers: Handlers; signal: AbortSignal }): Promise<Engine> {
  if (engineSource === '') throw new IzaError('unsupported', 'Cannot start the engine: it is not in this build. Build the plugin with `node build.ts`.');
  const scriptUrl = URL.createObjectURL(new Blob([engineSource], { type: 'text/javascript' }));
  try {
    const wire = (await connectWorker(scriptUrl)) ?? (await connectInThread(scriptUrl));
    try {
      const iza = await connectIza(wire.endpoint, { options, handlers, peerName: 'the index worker', signal });
      return { iza, thread: wire.thread, close: () => closeEngine(iza, wire.end) };
    } catch (error) {
      wire.end();
      throw error;
    }
  } finally {
    URL.revokeObjectURL(scriptUrl);
  }
}

interface Wire {
  readonly endpoint: MessageEndpoint;
  readonly thread: Engine['thread'];
  end(): void;
}

/** `undefined` where the platform starts no worker from a Blob. */
async function connectWorker(scriptUrl: string): Promise<Wire | undefined> {
  if (typeof Worker === 'undefined') return undefined;
  let worker: Worker;
  try {
    worker = new Worker(scriptUrl, { type: 'module', name: 'IZA index' });
  } catch {
    return undefined;
  }
  const inbox = collectMessages(worker);
  // The engine greets first: hearing it means that the script loaded.
  const started = await new Promise<boolean>((resolve) => {
    worker.addEventListener('message', () => resolve(true), { once: true });
    worker.addEventListener('error', () => resolve(false), { once: true });
  });
  if (!started) {
    worker.terminate();
    return undefined;
  }
  return { endpoint: inbox, thread: 'worker', end: () => worker.terminate() };
}

/** A wire that keeps what came before anyone listened. */
function collectMessages(worker: Worker): MessageEndpoint {
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

async function connectInThread(scriptUrl: string): Promise<Wire> {
  const { port1, port2 } = new MessageChannel();
  const engine = (await import(/* @vite-ignore */ scriptUrl)) as typeof import('./engine-entry.ts');
  engine.serveEngine(messagePortEndpoint(port2));
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
