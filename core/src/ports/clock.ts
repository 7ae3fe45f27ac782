export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Resolves after `durationMs`, rejects with IzaError `aborted` when the signal fires first. */
  sleep(durationMs: number, options?: { signal?: AbortSignal }): Promise<void>;
}
