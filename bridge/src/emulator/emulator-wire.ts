/**
 * The board's end of a wire that another program may open: a pseudo-terminal, a TCP connection.
 * Nobody may be at the other end; what is written then is lost, as on a real serial line.
 */
export interface EmulatorWire extends AsyncDisposable {
  /** What a person gives to a program: `/dev/pts/4`, `127.0.0.1:6677`. */
  readonly address: string;
  /** Bytes as the other program writes them, until the wire is closed. May be read once. */
  received(): AsyncIterable<Uint8Array>;
  write(bytes: Uint8Array): void;
  /** Pulls it out: the other program sees its port vanish. */
  close(): Promise<void>;
}
