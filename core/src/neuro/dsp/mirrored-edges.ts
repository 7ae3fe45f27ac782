/**
 * Copies `into.length` samples from `from` on, which may lie before the signal's start or beyond its end. There the signal is
 * continued by itself, turned about its first or last sample (2·x[0] - x[n]), as far as `reach` and its own length allow, by zeros beyond:
 * MNE's `reflect_limited`.
 */
export function copyMirrored(samples: Float64Array, from: number, { into, reach }: { into: Float64Array | Float32Array; reach: number }): void {
  const { length } = samples;
  const limit = Math.min(reach, length - 1);
  const first = samples[0];
  const last = samples[length - 1];
  const insideStart = Math.min(Math.max(-from, 0), into.length);
  const insideEnd = Math.max(insideStart, Math.min(into.length, length - from));
  for (let index = 0; index < insideStart; index++) {
    const before = -(from + index);
    into[index] = before <= limit ? 2 * first - samples[before] : 0;
  }
  if (insideEnd > insideStart) into.set(samples.subarray(from + insideStart, from + insideEnd), insideStart);
  for (let index = insideEnd; index < into.length; index++) {
    const beyond = from + index - (length - 1);
    into[index] = beyond <= limit ? 2 * last - samples[length - 1 - beyond] : 0;
  }
}
