/** A device that lives in this process and speaks bytes: `CytonEmulator` is one. Times are milliseconds since it was switched on. */
export interface EmulatedDevice {
  /** The cable is out: nothing will come any more. */
  readonly unplugged: boolean;
  /** Bytes from the host at a time. Returns all that the device sent up to then. */
  receive(bytes: Uint8Array, timeMs: number): Uint8Array;
  /** All that the device sent since the last call and up to a time. */
  packetsUntil(timeMs: number): Uint8Array;
}

export interface ServeDeviceOptions {
  /** A serial port that other programs can open. */
  readonly pty: boolean;
  /** A port of this machine alone; 0 chooses a free one. Absent: none. */
  readonly tcpPort: number | undefined;
  /** How long the emulated USB chip waits before it sends what it has: 16 ms as delivered, 1 ms in low-latency mode. */
  readonly latencyTimerMs: number;
}

/** A device on its wires. Disposing pulls it out. */
export interface ServedDevice extends AsyncDisposable {
  readonly ptyPath: string | undefined;
  /** `127.0.0.1:6677` */
  readonly tcpAddress: string | undefined;
  /** Resolves when its cable went out by itself, or when it was closed. */
  readonly ended: Promise<'unplugged' | 'closed'>;
  close(): Promise<void>;
}

/** Puts emulated devices where other programs of this machine can open them. One implementation: the bridge's (`bridge/src/emulator`). */
export interface EmulatorPort {
  /** The device is switched on now. @throws IzaError `port-in-use` | `unsupported` */
  serve(device: EmulatedDevice, options: ServeDeviceOptions): Promise<ServedDevice>;
}
