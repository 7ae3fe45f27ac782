import { IzaError } from '../../../foundation/index.ts';
import { EEG_TASKS } from '../../../neuro/index.ts';
import type { BoardId, HeadsetPort, HeadsetSession, StartHeadsetOptions } from '../../../ports/index.ts';
import type { Iza } from '../../create-iza.ts';

/** @throws IzaError `unsupported` where the host owns no headsets */
export function headsetOf({ headset }: Iza): HeadsetPort {
  if (!headset) throw new IzaError('unsupported', 'Cannot use a headset here: this host owns none. Use the terminal or the bridge.');
  return headset;
}

/** The device that is meant: the named one, else the only real one. @throws IzaError `headset-missing` | `bad-input` saying how to name one */
export async function chooseDevice(headset: HeadsetPort, named: string | undefined, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<string> {
  if (named !== undefined) return named;
  const all = (await headset.list({ signal })).filter(({ kind }) => kind !== 'simulated' && kind !== 'replay');
  const real = all.filter(({ sessionId }) => sessionId === undefined);
  const likely = real.filter(({ isLikely }) => isLikely);
  const [chosen, another] = likely.length > 0 ? likely : real;
  const inUse = all.find(({ sessionId }) => sessionId !== undefined);
  if (!chosen && inUse) throw new IzaError('headset-busy', `Cannot open ${inUse.id}: the session ${inUse.sessionId} uses it. Follow that with iza headset stream --session ${inUse.sessionId}, or end it with iza headset stop.`);
  if (!chosen) {
    throw new IzaError('headset-missing', 'No headset was found. Plug in the dongle or switch on the WiFi shield and try again, name one with --device (serial:/dev/ttyUSB0, wifi:192.168.4.1, tcp:HOST:PORT), or take a simulated one: --device simulated:cyton.');
  }
  if (another) throw new IzaError('bad-input', `Cannot tell which headset is meant: ${(likely.length > 0 ? likely : real).map(({ id, title }) => `${id} (${title})`).join(', ')}. Name one with --device.`);
  if (chosen.problem !== undefined) throw new IzaError('not-permitted', `Cannot use ${chosen.id}: ${chosen.problem}`);
  return chosen.id;
}

/** The running session that is meant: the named one, else the only one. @throws IzaError `session-missing` | `bad-input` */
export function chooseSession(headset: HeadsetPort, named: string | undefined): string {
  if (named !== undefined) return named;
  const [only, another] = headset.sessions();
  if (!only) throw new IzaError('session-missing', 'No session is running. Begin one with iza headset stream or iza headset record.');
  if (another) throw new IzaError('bad-input', `Cannot tell which session is meant: ${headset.sessions().map(({ id }) => id).join(', ')} are running. Name one with --session.`);
  return only.id;
}

export interface DeviceRequest {
  readonly device?: string | undefined;
  readonly board?: BoardId | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly lineFrequency: number;
  readonly seed: string;
  /** What is done during a recording; a simulated person does it, where it knows how. */
  readonly task?: string | undefined;
}

/** What the port needs to open the device of a request. */
export async function startOptionsOf(headset: HeadsetPort, { device, board, channels, lineFrequency, seed, task }: DeviceRequest, context: { signal?: AbortSignal | undefined }): Promise<StartHeadsetOptions> {
  return {
    deviceId: await chooseDevice(headset, device, context),
    boardId: board,
    channelNames: channels,
    lineFrequencyHz: lineFrequency,
    simulation: { seed, task: EEG_TASKS.find((known) => known === task) },
  };
}

/** `12.0 s, 3000 samples, none lost` */
export function sessionLine({ state, sampleCount, samplingRateHz, lostCount }: HeadsetSession): string {
  const lost = lostCount === 0 ? 'none lost' : `${lostCount} lost (${((100 * lostCount) / sampleCount).toFixed(2)} %)`;
  return `${(sampleCount / samplingRateHz).toFixed(1)} s, ${sampleCount} samples, ${lost}${state === 'reconnecting' ? '; the headset is away, waiting for it' : ''}`;
}

