import { errorCodeOf, IzaError } from '../../foundation/index.ts';
import type { Channel, Transport, TransportChunk } from '../../ports/index.ts';
import type { Board } from '../boards/index.ts';
import { createBurstWatch } from './burst-watch.ts';
import type { Capture, CaptureOptions, CaptureState } from './capture.ts';
import type { CaptureEvent, CaptureMarker } from './capture-event.ts';
import { openConnection, type Connection } from './connection.ts';
import { drain, exchange, greetBoard, lost } from './handshake.ts';
import { createSampleStream } from './sample-stream.ts';

interface CommandRequest {
  readonly text: string;
  readonly resolve: (reply: string) => void;
  readonly reject: (error: unknown) => void;
}

const SILENCE_LIMIT_MS = 900;
/** Stray bytes with no packet among them, from which on they are of no such board. */
const BARREN_LIMIT_BYTES = 1000;
/** Starts after which a board that greets, but has never sent a sample, is given up. */
const BARREN_STARTS = 3;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2000;

/**
 * Greets the board and makes it ready.
 * @throws IzaError `headset-silent` | `headset-missing` | `headset-lost`, each saying what to do
 */
export async function captureSamples(firstTransport: Transport, options: CaptureOptions): Promise<Capture> {
  const { board, clock, signal, handshake = true } = options;
  /** What made the settings what they are: sent again when the board comes back. */
  const commands = [...(options.commands ?? [])];
  let connection = openConnection(firstTransport, { clock, signal });
  let settings = board.defaultSettings;
  let hello = '';
  try {
    hello = await prepare(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }

  const samplingRateHz = board.samplingRateHz(settings);
  const channels = channelsOf(board, options.channelNames, samplingRateHz);
  // Arrival times count from anywhere; this is what makes them times of day. Taken once, so that a corrected wall clock does not bend the recording.
  const epochMs = clock.nowMs() - firstTransport.nowMs();
  const stream = createSampleStream({ board, samplingRateHz, epochMs, fromStart: handshake });
  const burstWatch = board.baudRate === undefined || !handshake ? undefined : createBurstWatch();
  const commandRequests: CommandRequest[] = [];
  const markers: CaptureMarker[] = [];
  let phase: CaptureState['phase'] = 'ready';
  let isStopping = false;
  let isIterated = false;
  /** When a packet came last, or the board was started, and how many stray bytes there had been. */
  let packetMs = 0;
  let strayBytesThen = 0;
  let barrenStarts = 0;
  /** A connection that is there again, but has not brought a sample yet: only then the board is back. */
  let untoldReconnect: readonly CaptureEvent[] | undefined;
  /** Ends the waiting for a headset that is away. */
  const ending = new AbortController();
  const end = () => ending.abort(signal?.reason);
  signal?.addEventListener('abort', end, { once: true });

  /** Hello, set-up and the caller's commands; leaves `settings` as the board is. */
  async function prepare(to: Connection): Promise<string> {
    if (!handshake) return '';
    const greeting = await greetBoard(to, board);
    settings = board.defaultSettings;
    for (const command of commands) await settle(to, command);
    return greeting;
  }

  async function settle(to: Connection, command: string): Promise<string> {
    if (!board.commands.answers) {
      await to.write(command);
      settings = board.settingsAfter(settings, command);
      return '';
    }
    const reply = await exchange(to, command);
    if (reply.ended !== undefined) throw lost(to.transport.description, reply.ended);
    if (!reply.complete) throw new IzaError('headset-silent', `The board at ${to.transport.description} did not answer the command ${JSON.stringify(command)}: check the command, and that the board is switched on`);
    if (!/failure|invalid/i.test(reply.text)) settings = board.settingsAfter(settings, command);
    return reply.text;
  }

  async function start(): Promise<void> {
    barrenStarts++;
    strayBytesThen = stream.counts().strayByteCount;
    packetMs = connection.transport.nowMs();
    if (handshake) await connection.write(board.commands.start);
  }

  function* receive(chunk: TransportChunk): Generator<CaptureEvent> {
    let isBarren = true;
    for (const event of stream.receive(chunk)) {
      isBarren = false;
      if (untoldReconnect) yield* untoldReconnect;
      untoldReconnect = undefined;
      yield event;
    }
    if (isBarren) return;
    barrenStarts = 0;
    packetMs = chunk.arrivalMs;
    strayBytesThen = stream.counts().strayByteCount;
  }

  /** What was on its way when the board was told to stop. */
  async function* receiveRest(): AsyncGenerator<CaptureEvent> {
    for (const chunk of (await drain(connection)).chunks) yield* stream.receive(chunk);
    yield* stream.flush();
  }

  async function* runCommands(): AsyncGenerator<CaptureEvent> {
    if (handshake) await connection.write(board.commands.stop);
    yield* receiveRest();
    const before = settings;
    for (let request = commandRequests.shift(); request; request = commandRequests.shift()) {
      const { text } = request;
      const previous = settings;
      await settle(connection, text).then(request.resolve, request.reject);
      if (settings !== previous) commands.push(text);
    }
    if (settings !== before) yield { type: 'settings-change', settings };
    stream.restart(settings, 'restarted');
    await start();
  }

  async function* reconnect(reason: string): AsyncGenerator<CaptureEvent> {
    yield* stream.flush();
    await connection.close().catch(() => undefined);
    const { reopen } = options;
    if (!reopen) throw lost(connection.transport.description, reason);
    if (barrenStarts >= BARREN_STARTS && stream.counts().sampleCount === 0) {
      throw new IzaError('headset-silent', `The board at ${connection.transport.description} answers, but sends no packets of the ${board.title} (${reason}). Switch it off and on, and check which board it is (--board)`);
    }
    phase = 'reconnecting';
    if (!untoldReconnect) yield { type: 'disconnect', reason };
    const before = JSON.stringify(settings);
    for (let attemptCount = 1, pauseMs = FIRST_RETRY_MS; !isStopping; attemptCount++, pauseMs = Math.min(pauseMs * 2, LAST_RETRY_MS)) {
      try {
        connection = openConnection(await unlessEnded(reopen({ signal: ending.signal }), ending.signal), { clock, signal: ending.signal });
        await prepare(connection);
        stream.restart(settings, 'disconnected');
        await start();
        phase = 'streaming';
        // A command may have been refused this time.
        untoldReconnect = [{ type: 'reconnect', attemptCount }, ...(JSON.stringify(settings) === before ? [] : [{ type: 'settings-change', settings } as const])];
        return;
      } catch (error) {
        if (signal?.aborted) throw error;
        await connection.close().catch(() => undefined);
        await clock.sleep(pauseMs, { signal: ending.signal }).catch(() => undefined);
      }
    }
  }

  async function* finish(): AsyncGenerator<CaptureEvent> {
    if (handshake && phase === 'streaming') {
      try {
        await connection.write(board.commands.stop);
        yield* receiveRest();
      } catch (error) {
        if (errorCodeOf(error) !== 'headset-lost') throw error;
      }
    }
    yield* stream.flush();
  }

  async function* run(): AsyncGenerator<CaptureEvent> {
    if (isIterated) throw new TypeError('Cannot iterate a capture twice: a board streams once');
    isIterated = true;
    phase = 'streaming';
    try {
      stream.restart(settings, 'restarted');
      await start();
      for (;;) {
        for (let marker = markers.shift(); marker; marker = markers.shift()) yield { type: 'marker', marker };
        if (isStopping) break;
        if (commandRequests.length > 0) {
          try {
            yield* runCommands();
          } catch (error) {
            if (errorCodeOf(error) !== 'headset-lost') throw error;
            yield* reconnect((error as Error).message);
          }
          continue;
        }
        const item = await connection.next();
        if (item.type === 'chunk') {
          const message = burstWatch?.observe(item.chunk.arrivalMs);
          if (message !== undefined) yield { type: 'warning', message };
          yield* receive(item.chunk);
          if (handshake && item.chunk.arrivalMs - packetMs >= SILENCE_LIMIT_MS && stream.counts().strayByteCount - strayBytesThen >= BARREN_LIMIT_BYTES) {
            yield* reconnect(`what came in the last ${((item.chunk.arrivalMs - packetMs) / 1000).toFixed(1)} s held no packet`);
          }
        } else if (item.type === 'end') {
          if (!handshake) break;
          yield* reconnect(item.reason);
        } else if (item.type === 'silence' && item.silentMs >= SILENCE_LIMIT_MS && handshake) {
          yield* reconnect(`the board has been silent for ${(item.silentMs / 1000).toFixed(1)} s`);
        }
      }
      yield* finish();
      if (!handshake && !isStopping && stream.counts().sampleCount === 0) {
        throw new IzaError('bad-input', `Cannot use the ${connection.transport.description}: it holds no packet of the ${board.title}. Replayed are the bytes that a board sent; a recording is read with iza recordings`);
      }
    } finally {
      phase = 'ended';
      signal?.removeEventListener('abort', end);
      for (const { reject } of commandRequests.splice(0)) reject(new IzaError('headset-lost', 'Cannot send the command: the capture has ended'));
      await connection.close().catch(() => undefined);
    }
  }

  function stop(): void {
    isStopping = true;
    if (phase === 'reconnecting') ending.abort();
    connection.wake();
  }

  const iterator = run();
  return {
    hello,
    channels,
    samplingRateHz,
    state: () => ({ phase, settings, ...stream.counts() }),
    mark(text) {
      const sampleIndex = phase === 'streaming' ? stream.indexAt(connection.transport.nowMs()) : undefined;
      if (sampleIndex === undefined) throw new IzaError('headset-lost', `Cannot mark ${JSON.stringify(text)}: no samples are coming`);
      const marker: CaptureMarker = { sampleIndex, onsetSeconds: sampleIndex / samplingRateHz, text, source: 'host' };
      markers.push(marker);
      connection.wake();
      return marker;
    },
    async command(text) {
      if (phase === 'ended') throw new IzaError('headset-lost', 'Cannot send the command: the capture has ended');
      if (board.samplingRateHz(board.settingsAfter(settings, text)) !== samplingRateHz) {
        throw new RangeError(`Cannot send ${JSON.stringify(text)} during a capture: it changes the sampling rate. Give it in \`commands\` of a new capture.`);
      }
      if (phase === 'ready') return settle(connection, text);
      return new Promise((resolve, reject) => {
        commandRequests.push({ text, resolve, reject });
        connection.wake();
      });
    },
    stop,
    [Symbol.asyncIterator]: () => iterator,
    async [Symbol.asyncDispose]() {
      stop();
      await iterator.return(undefined);
      await connection.close();
    },
  };
}

function channelsOf(board: Board, names: readonly string[] | undefined, samplingRateHz: number): Channel[] {
  const channelNames = names ?? board.channelNames;
  if (channelNames.length !== board.channelNames.length) throw new RangeError(`Cannot name the channels of ${board.title}: it has ${board.channelNames.length}, received ${channelNames.length} names`);
  return channelNames.map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz }));
}

/** A transport that opens after nobody waits for it any more is closed again. */
function unlessEnded(opening: Promise<Transport>, signal: AbortSignal): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(new IzaError('aborted', 'Stopped while the headset was away', { cause: signal.reason }));
      void opening.then((transport) => transport.close()).catch(() => undefined);
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    opening.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
