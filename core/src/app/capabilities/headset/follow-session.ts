import { isAbort } from '../../../foundation/index.ts';
import type { HeadsetEvent, HeadsetPort, HeadsetReport } from '../../../ports/index.ts';
import type { CapabilityContext } from '../../capability.ts';
import { sessionLine } from './use-headset.ts';

export interface FollowOptions {
  /** Ends the session after so many seconds of samples; `undefined`: not before it is told to. */
  readonly seconds: number | undefined;
  /** Whether an end that the caller asked for ends the session too, or only the following. */
  readonly stops: boolean;
  readonly onEvent?: (event: HeadsetEvent) => void;
}

/**
 * Follows a session to its end. The caller's signal is how a person ends a session, so that is no failure.
 * @returns the report; `undefined` when only the following ended
 */
export async function followSession(headset: HeadsetPort, sessionId: string, { seconds, stops, onEvent }: FollowOptions, { signal, onProgress }: CapabilityContext): Promise<HeadsetReport | undefined> {
  let startIndex: number | undefined;
  try {
    for await (const event of headset.follow(sessionId, { signal })) {
      onEvent?.(event);
      if (event.type === 'session-end') return event.report;
      if (event.type === 'session-change') {
        const { sampleCount, samplingRateHz } = event.session;
        startIndex ??= sampleCount;
        const doneCount = Math.floor((sampleCount - startIndex) / samplingRateHz);
        onProgress?.({ doneCount: seconds === undefined ? doneCount : Math.min(doneCount, seconds), totalCount: seconds, message: sessionLine(event.session) });
        if (seconds !== undefined && sampleCount - startIndex >= seconds * samplingRateHz) break;
      }
    }
  } catch (error) {
    if (!(isAbort(error) && signal?.aborted)) throw error;
  }
  return stops ? headset.stop(sessionId) : undefined;
}

/** Ends a session that nobody waits for once its time is over. */
export async function stopAfter(headset: HeadsetPort, sessionId: string, seconds: number): Promise<void> {
  await followSession(headset, sessionId, { seconds, stops: true }, {});
}
