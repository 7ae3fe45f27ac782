/** Bytes as they came, with the time of their arrival on the host's monotonic clock. */
export interface TransportChunk {
  readonly bytes: Uint8Array;
  /** Milliseconds on the clock of `Transport.nowMs`, taken as close to the wire as the platform allows. */
  readonly arrivalMs: number;
}

/** Moves bytes between the host and a board: a serial port, Web Serial, a TCP connection, a file replayed. */
export interface Transport extends AsyncDisposable {
  /** For messages: `/dev/ttyUSB0 (115200 baud)`. */
  readonly description: string;
  /** The monotonic clock of the arrival times, milliseconds. */
  nowMs(): number;
  /**
   * Chunks until the other side closes; the iteration then ends. May be read once.
   * @throws IzaError `headset-lost` when the connection broke, saying how; `aborted`
   */
  chunks(options?: { signal?: AbortSignal | undefined }): AsyncIterable<TransportChunk>;
  /** @throws IzaError `headset-lost` */
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
