import { assertNever, IzaError } from '../foundation/index.ts';
import type { HeadsetEvent, HeadsetSession } from '../ports/index.ts';
import { liveMessageSchema, type LiveTextMessage } from './live-messages.ts';
import { decodeLiveSamples, encodeLiveSamples, type LiveSamples } from './live-samples.ts';

/** The WebSocket subprotocol of a live stream. A browser, which cannot set Authorization, sends the token beside it as `bearer.<token>`. */
export const LIVE_SUBPROTOCOL = 'iza.live.1';
/** Before the token among the offered subprotocols. */
export const LIVE_TOKEN_PREFIX = 'bearer.';
/** Where a bridge serves it: `ws://127.0.0.1:8080/v1/headset/live?session=ID&backlog=10`. */
export const LIVE_PATH = '/v1/headset/live';

/** What a subscriber of a live stream gets. */
export type LiveMessage = LiveTextMessage | LiveSamples;
/** A text frame or a binary frame. */
export type LiveFrame = string | Uint8Array<ArrayBuffer>;

export function encodeLiveOpen(session: HeadsetSession, backlogSampleCount: number): string {
  return JSON.stringify({ type: 'live-open', session, backlogSampleCount } satisfies Extract<LiveTextMessage, { type: 'live-open' }>);
}

export function encodeLiveSkipped(eventCount: number): string {
  return JSON.stringify({ type: 'skipped', eventCount } satisfies Extract<LiveTextMessage, { type: 'skipped' }>);
}

/** An event of a session as a frame. Samples become binary, the rest is JSON. @throws RangeError when a block's shape is not its channels' */
export function encodeLiveEvent(event: HeadsetEvent, channelCount: number): LiveFrame {
  switch (event.type) {
    case 'samples':
      return encodeLiveSamples(event.block, channelCount);
    case 'band-powers':
      return JSON.stringify({ ...event, powersUv2: Array.from(event.powersUv2) } satisfies LiveTextMessage);
    case 'session-end': {
      const { session, durationSeconds, recordingPath, notePath, warnings } = event.report;
      return JSON.stringify({ type: 'session-end', session, durationSeconds, recordingPath, notePath, warnings } satisfies LiveTextMessage);
    }
    case 'session-change':
    case 'quality':
    case 'marker':
    case 'skipped':
      return JSON.stringify(event satisfies LiveTextMessage);
    default:
      return assertNever(event);
  }
}

/** @throws IzaError `connection-lost` saying what is wrong with the frame */
export function decodeLiveFrame(frame: LiveFrame): LiveMessage {
  if (typeof frame !== 'string') return decodeLiveSamples(frame);
  const parsed = liveMessageSchema.safeParse(jsonOf(frame));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new IzaError('connection-lost', `Cannot read a message of the live stream: ${issue.path.join('.') || 'it'} is wrong (${issue.code.replaceAll('_', ' ')}). Reload, or bring both programs to the same version.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // `undefined` matches no message: the schema's refusal is the error.
    return undefined;
  }
}
