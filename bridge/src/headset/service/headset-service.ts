import { errorCodeOf, IzaError, throwIfAborted } from '@iza/core/foundation';
import type { BoardId, ByteFiles, ByteSink, Clock, HeadsetPort, StartHeadsetOptions } from '@iza/core/ports';
import { recordingName, writeSessionNote } from '../note/index.ts';
import { createSessionRecorder, type SessionRecorder } from '../recorder/index.ts';
import { formatDeviceId, parseDeviceId } from '../transports/index.ts';
import { resolveBoardDevice } from './board-device.ts';
import { runHeadsetSession, type RunningSession } from './headset-session.ts';
import { deviceFinders, listDevices, titleOfSimulated, type DeviceFinders } from './list-devices.ts';
import { measureImpedance } from './measure-impedance.ts';
import { openCapture, type OpenedCapture } from './open-capture.ts';

/** A cable that was kicked out is back in by then. */
const RECONNECT_MS = 5 * 60_000;
/** Recordings of one task that begin within one second. */
const NAMES_TRIED = 20;
/** Sessions that ended and whose report can still be asked for. */
const ENDED_KEPT = 16;

export interface HeadsetServiceOptions {
  readonly clock: Clock;
  /** Recordings and notes are written through it. */
  readonly files: ByteFiles;
  /** Where recordings go when nobody says otherwise. */
  readonly recordingsFolder: () => string;
  readonly reconnectForMs?: number;
  /** Tests give their own. */
  readonly finders?: DeviceFinders;
}

/** The headsets of this machine: finds them, runs their sessions, writes their recordings. */
export function createHeadsetService({ clock, files, recordingsFolder, reconnectForMs = RECONNECT_MS, finders = deviceFinders }: HeadsetServiceOptions): HeadsetPort {
  const sessions = new Map<string, RunningSession>();
  /** Devices that a session uses or is about to use. A simulator serves any number. */
  const claimed = new Map<string, string>();
  const counts = new Map<BoardId, number>();

  function sessionOf(id: string): RunningSession {
    const session = sessions.get(id);
    if (session) return session;
    const running = [...sessions.values()].map((each) => each.present()).filter(({ state }) => state !== 'ended');
    throw new IzaError('session-missing', `Cannot use the session "${id}": there is none. ${running.length === 0 ? 'No session is running; begin one with iza headset stream or record.' : `Running: ${running.map((each) => each.id).join(', ')}.`}`);
  }

  async function claiming<Result>(deviceId: string, isShared: boolean, use: () => Promise<Result>): Promise<Result> {
    const holder = claimed.get(deviceId);
    if (holder !== undefined) throw new IzaError('headset-busy', `Cannot open ${deviceId}: ${holder} uses it. Follow that, or stop it with iza headset stop.`);
    if (!isShared) claimed.set(deviceId, 'another call');
    try {
      return await use();
    } catch (error) {
      claimed.delete(deviceId);
      throw error;
    }
  }

  async function createRecorder({ capture, board }: OpenedCapture, { recording, deviceId }: StartHeadsetOptions): Promise<SessionRecorder | undefined> {
    if (!recording) return undefined;
    const { path, sink } = await createRecordingFile(recording);
    const { settings } = capture.state();
    return createSessionRecorder({
      sink,
      path,
      channels: capture.channels.map((channel, index) => ({ ...channel, fullScale: board.fullScaleUv(settings.channels[index]), countSize: board.microvoltsPerCount(settings.channels[index]) })),
      accelerometer: accelerometerOf(board.id, capture.samplingRateHz),
      equipment: `${board.title} ${deviceId.replaceAll(/\s+/g, '_')}`,
      nowMs: () => clock.nowMs(),
    });
  }

  /** The file that was named, or a new one. */
  async function createRecordingFile(recording: NonNullable<StartHeadsetOptions['recording']>): Promise<{ path: string; sink: ByteSink }> {
    if (recording.path !== undefined) {
      const path = files.resolve(recording.path);
      if (!/\.bdf$/i.test(path)) throw new IzaError('bad-input', `Cannot record to ${path}: a recording is a BDF+ file, its name ends in .bdf.`);
      return { path, sink: await files.create(path, { replace: recording.replace ?? false }) };
    }
    const startedMs = clock.nowMs();
    for (let number = 1; ; number += 1) {
      const path = files.resolve(`${recording.folder ?? recordingsFolder()}/${recordingName(startedMs, recording.task, number)}`);
      try {
        return { path, sink: await files.create(path) };
      } catch (error) {
        // Sessions may begin within one second.
        if (errorCodeOf(error) !== 'file-exists' || number === NAMES_TRIED) throw error;
      }
    }
  }

  function keepFew(): void {
    const ended = [...sessions].filter(([, session]) => session.present().state === 'ended');
    for (const [id] of ended.slice(0, Math.max(0, ended.length - ENDED_KEPT))) sessions.delete(id);
  }

  return {
    list: (options) => listDevices([...sessions.values()].map((session) => session.present()), finders, options),
    sessions: () => [...sessions.values()].map((session) => session.present()).filter(({ state }) => state !== 'ended'),

    async start(options, { signal } = {}) {
      const address = parseDeviceId(options.deviceId);
      const deviceId = formatDeviceId(address);
      return claiming(deviceId, address.kind === 'simulated' || address.kind === 'replay', async () => {
        // The caller's signal ends the opening; the session itself outlives the call.
        const ending = new AbortController();
        const onAbort = (): void => ending.abort();
        throwIfAborted(signal);
        signal?.addEventListener('abort', onAbort, { once: true });
        let opened: OpenedCapture | undefined;
        try {
          const device = await resolveBoardDevice(address, { files, boardId: options.boardId, channelNames: options.channelNames, lineFrequencyHz: options.lineFrequencyHz, simulation: options.simulation, signal });
          opened = await openCapture(device, { channelNames: options.channelNames, clock, signal: ending.signal, reconnects: true });
          throwIfAborted(signal);
          const { capture, board, firmware, notices } = opened;
          const recorder = await createRecorder(opened, options);
          const { settings } = capture.state();
          const number = (counts.get(board.id) ?? 0) + 1;
          counts.set(board.id, number);
          const id = `${board.id}-${number}`;
          const session = runHeadsetSession({
            id,
            deviceId,
            boardId: board.id,
            title: address.kind === 'simulated' ? titleOfSimulated(board) : board.title,
            firmware,
            capture,
            fullScalesUv: settings.channels.map((channel) => board.fullScaleUv(channel)),
            abort: () => ending.abort(),
            reconnectForMs,
            recorder,
            lineFrequencyHz: options.lineFrequencyHz,
            clock,
            notices,
            takeAnnotations: device.takeAnnotations,
            ...(recorder && {
              writeNote: (report, summary) => writeSessionNote(report, summary, { files, recordingPath: recorder.path, task: options.recording?.task, lineFrequencyHz: options.lineFrequencyHz, replace: options.recording?.replace ?? false }),
            }),
          });
          sessions.set(id, session);
          if (claimed.has(deviceId)) claimed.set(deviceId, `the session ${id}`);
          void session.ended.then(() => {
            claimed.delete(deviceId);
            keepFew();
          });
          return session.present();
        } catch (error) {
          await opened?.capture[Symbol.asyncDispose]();
          throw error;
        } finally {
          signal?.removeEventListener('abort', onAbort);
        }
      });
    },

    follow: (sessionId, options = {}) => sessionOf(sessionId).follow(options),
    mark: async (sessionId, text) => sessionOf(sessionId).mark(text),
    stop: async (sessionId) => sessionOf(sessionId).stop(),

    async measureImpedance({ deviceId: wanted, boardId, channelNames, electrodes, simulation }, { signal, onElectrode } = {}) {
      const address = parseDeviceId(wanted);
      const deviceId = formatDeviceId(address);
      const measured = await claiming(deviceId, address.kind === 'simulated', async () => {
        const device = await resolveBoardDevice(address, { files, boardId, channelNames, lineFrequencyHz: 50, simulation, signal });
        return measureImpedance(device, { channelNames, electrodes, clock, signal, onElectrode });
      });
      claimed.delete(deviceId);
      return measured;
    },

    async [Symbol.asyncDispose]() {
      await Promise.all([...sessions.values()].map((session) => session.stop()));
    },
  };
}

/** What a board's accelerometer becomes beside the electrodes: 16 bits at 0.125 mg. */
function accelerometerOf(boardId: BoardId, samplingRateHz: number) {
  if (!boardId.startsWith('cyton')) return undefined;
  return ['x', 'y', 'z'].map((axis) => ({ name: `Acceleration ${axis}`, type: 'accelerometer', unit: 'g', samplingRateHz, fullScale: 4.096, countSize: 0.000125 }) as const);
}
