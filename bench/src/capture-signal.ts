/** µV of one count of a Cyton at gain 24. */
export const UV_PER_COUNT = 4.5e6 / 24 / 8_388_607;

/** A count that tells sample and channel apart. */
export function countAt(sample: number, channel: number): number {
  return (((sample * 16 + channel) * 92_821) % 16_000_000) - 8_000_000;
}

const TICKS = 8_000_000;

/** The present on the clock that all processes of the machine share, hundredths of a millisecond, as a count that comes round every 80 s. */
export function sentCount(): number {
  return Number((process.hrtime.bigint() / 10_000n) % BigInt(TICKS));
}

/** Milliseconds since a count was made. */
export function elapsedMs(count: number): number {
  return ((sentCount() - count + TICKS) % TICKS) / 100;
}
