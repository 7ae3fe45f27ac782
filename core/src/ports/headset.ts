import type { Annotation, Channel, ChannelQuality, SampleBlock } from './signal.ts';

/** The models in `core/src/neuro/boards/models`; the WiFi shield changes what a board sends, so those are models of their own. */
export type BoardId = 'cyton' | 'cyton-daisy' | 'cyton-wifi' | 'cyton-daisy-wifi' | 'ganglion' | 'ganglion-wifi' | 'synthetic';

/** Something that a headset can be reached through, or that stands in for one. */
export interface HeadsetDevice {
  /** What a person gives to `--device`: `serial:/dev/ttyUSB0`, `wifi:192.168.4.1`, `tcp:127.0.0.1:6677`, `simulated:cyton`, `replay:bytes.bin`. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'serial' | 'wifi' | 'tcp' | 'simulated' | 'replay';
  /** It is a headset, as far as can be told without speaking to it: an OpenBCI dongle, a WiFi shield with its board. */
  readonly isLikely: boolean;
  readonly boards: readonly BoardId[];
  /** The session that uses it now. */
  readonly sessionId?: string;
  /** Why it cannot be used now and what to do about it. */
  readonly problem?: string;
}

/** A running capture. */
export interface HeadsetSession {
  readonly id: string;
  readonly deviceId: string;
  readonly boardId: BoardId;
  readonly title: string;
  readonly channels: readonly Channel[];
  readonly samplingRateHz: number;
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
  readonly state: 'streaming' | 'reconnecting' | 'ended';
  /** Samples so far, lost ones counted. */
  readonly sampleCount: number;
  readonly lostCount: number;
  readonly gapCount: number;
  /** The board's clock against the host's, parts per million; `undefined` until there is enough to fit. */
  readonly driftPpm: number | undefined;
  /** What the board says of itself: `v3.1.2`. */
  readonly firmware: string | undefined;
  readonly recordingPath: string | undefined;
  /** What a person should know so far: an FTDI latency, lost samples, a full disk. */
  readonly warnings: readonly string[];
}

export interface StartHeadsetOptions {
  readonly deviceId: string;
  /** Which board to speak to where the device could be several; found out when absent. */
  readonly boardId?: BoardId | undefined;
  /** Where the electrodes sit, in the board's order; its usual sites when absent. */
  readonly channelNames?: readonly string[] | undefined;
  /** Writes what is captured. Absent: only streamed. */
  readonly recording?: {
    /** Ends in .bdf; the session note and its plots are written beside it. A name made of date and task in `folder` when absent. */
    readonly path?: string | undefined;
    /** The host's folder for recordings when absent. */
    readonly folder?: string | undefined;
    readonly task?: string | undefined;
    readonly replace?: boolean | undefined;
  } | undefined;
  /** Mains frequency for quality, 50 or 60. */
  readonly lineFrequencyHz: number;
  /** Of a simulated device. */
  readonly simulation?: { readonly seed: string; readonly task: string | undefined } | undefined;
}

/** How well current passes one electrode. */
export interface ElectrodeImpedance {
  readonly channelName: string;
  readonly impedanceOhm: number;
}

/** What a session left behind. */
export interface HeadsetReport {
  readonly session: HeadsetSession;
  readonly recordingPath: string | undefined;
  readonly notePath: string | undefined;
  readonly durationSeconds: number;
  /** Why it ended before anybody asked for it: a full disk, a headset that stayed away. */
  readonly failure?: string | undefined;
  readonly quality: readonly ChannelQuality[];
  /** Band powers over the whole session, µV² by channel name and band name; empty when it was too short. */
  readonly bandPowersUv2: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The first of them where there are very many; the file holds all. */
  readonly annotations: readonly Annotation[];
  /** What a person should know: lost samples, reconnections, a full disk. */
  readonly warnings: readonly string[];
}

/** What happens in a session, in order. */
export type HeadsetEvent =
  | { readonly type: 'session-change'; readonly session: HeadsetSession }
  | { readonly type: 'samples'; readonly block: SampleBlock }
  | { readonly type: 'quality'; readonly sampleIndex: number; readonly channels: readonly ChannelQuality[] }
  /** Band powers, µV², row-major [channelCount][bandCount]. */
  | { readonly type: 'band-powers'; readonly sampleIndex: number; readonly bandNames: readonly string[]; readonly powersUv2: Float64Array }
  | { readonly type: 'marker'; readonly sampleIndex: number; readonly text: string }
  /** This subscriber was too slow: so many events were left out for it; the capture itself lost nothing. */
  | { readonly type: 'skipped'; readonly eventCount: number }
  | { readonly type: 'session-end'; readonly report: HeadsetReport };

/** The headsets of this machine. One implementation: the bridge's (`bridge/src/headset`). */
export interface HeadsetPort extends AsyncDisposable {
  list(options?: { signal?: AbortSignal | undefined }): Promise<HeadsetDevice[]>;
  sessions(): readonly HeadsetSession[];
  /** @throws IzaError `headset-missing` | `headset-silent` | `headset-busy` | `not-permitted` | `bad-input`, each saying what to do */
  start(options: StartHeadsetOptions, context?: { signal?: AbortSignal | undefined }): Promise<HeadsetSession>;
  /**
   * Events from now on; the first is the session as it is. Ends after `session-end`. At most `queueLength` events wait for a slow
   * subscriber: the oldest are then left out, and it is told with `skipped`.
   * @throws IzaError `session-missing`
   */
  follow(sessionId: string, options?: { signal?: AbortSignal | undefined; readonly queueLength?: number | undefined }): AsyncIterable<HeadsetEvent>;
  /** Marks the sample that is being taken now, on the session's own clock. */
  mark(sessionId: string, text: string): Promise<{ sampleIndex: number; onsetSeconds: number }>;
  /** Ends the session, closes its recording and writes its note. Of a session that ended by itself: its report. @throws IzaError `session-missing` */
  stop(sessionId: string): Promise<HeadsetReport>;
  /**
   * Sends the check current through each electrode in turn, a second or more each. Not while a session uses the device.
   * @throws IzaError as `start`, and `unsupported` for a board without the check
   */
  measureImpedance(
    options: Pick<StartHeadsetOptions, 'deviceId' | 'boardId' | 'channelNames' | 'simulation'> & { readonly electrodes?: readonly string[] | undefined },
    context?: { signal?: AbortSignal | undefined; onElectrode?: ((doneCount: number, totalCount: number) => void) | undefined },
  ): Promise<ElectrodeImpedance[]>;
}
