import type { BridgeCall } from '../bridge-client.ts';

/** What the page shows of a device of `headset.list`. */
export interface DeviceView {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly isLikely: boolean;
  readonly sessionId?: string;
  readonly problem?: string;
}

/** What the page shows of what a session left behind. */
export interface ReportView {
  readonly durationSeconds: number;
  readonly recordingPath?: string | undefined;
  readonly notePath?: string | undefined;
  readonly warnings: readonly string[];
}

export interface StartChoice {
  readonly deviceId: string;
  readonly lineFrequencyHz: number;
  /** Records when present; a name of what is done, which becomes part of the file's name. */
  readonly recording: { readonly task: string } | undefined;
}

/** The headset capabilities that the page uses. */
export interface HeadsetClient {
  list(context?: { signal?: AbortSignal }): Promise<readonly DeviceView[]>;
  start(choice: StartChoice): Promise<{ readonly id: string; readonly title: string }>;
  mark(sessionId: string, text: string): Promise<void>;
  stop(sessionId: string): Promise<ReportView>;
}

// reason for the assertions: the bridge checked each output against its schema, whose shape these views repeat
export function createHeadsetClient(call: BridgeCall): HeadsetClient {
  return {
    list: async (context) => ((await call('headset.list', {}, context)) as { devices: readonly DeviceView[] }).devices,
    async start({ deviceId, lineFrequencyHz, recording }) {
      // Without waiting: the session lives in the bridge, and this page follows it as any other reader does.
      const device = { device: deviceId, lineFrequency: lineFrequencyHz, wait: false };
      const started = recording ? call('headset.record', { ...device, ...(recording.task && { task: recording.task }) }) : call('headset.stream', device);
      return ((await started) as { session: { id: string; title: string } }).session;
    },
    async mark(sessionId, text) {
      await call('headset.mark', { session: sessionId, text });
    },
    stop: async (sessionId) => ((await call('headset.stop', { session: sessionId })) as { report: ReportView }).report,
  };
}
