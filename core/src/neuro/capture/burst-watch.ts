/** Notices bytes that a serial chip holds back on purpose. */
export interface BurstWatch {
  /** @returns what to tell a person, once, when enough was seen */
  observe(arrivalMs: number): string | undefined;
}

const CHUNK_COUNT = 200;
/** An FTDI chip's own default is 16 ms; a busy host scatters more widely. */
const HELD_FROM_MS = 13;
const HELD_TO_MS = 19;
const HELD_RATIO = 0.8;

/** @see https://github.com/OpenBCI/OpenBCI_GUI/issues/1079 */
export function createBurstWatch(): BurstWatch {
  let lastMs = Number.NaN;
  let seenCount = 0;
  let heldCount = 0;
  return {
    observe(arrivalMs) {
      const gapMs = arrivalMs - lastMs;
      lastMs = arrivalMs;
      if (seenCount > CHUNK_COUNT || Number.isNaN(gapMs)) return undefined;
      seenCount++;
      if (gapMs >= HELD_FROM_MS && gapMs <= HELD_TO_MS) heldCount++;
      if (seenCount <= CHUNK_COUNT || heldCount < HELD_RATIO * CHUNK_COUNT) return undefined;
      return 'Samples arrive in bursts, every 16 ms: the serial chip holds them back. Times stay right, but what is live lags and jerks. Set the port\'s FTDI latency timer to 1 ms (Windows: Device Manager, Port Settings, Advanced; Linux: latency_timer in /sys/bus/usb-serial/devices).';
    },
  };
}
