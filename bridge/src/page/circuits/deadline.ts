/** A signal that is aborted from a moment on, also for code that never lets a timer run. No event tells of it. */
export function createDeadline(limitMs: number, nowMs: () => number): AbortSignal {
  const { signal } = new AbortController();
  const endMs = nowMs() + limitMs;
  Object.defineProperty(signal, 'aborted', { get: () => nowMs() > endMs });
  return signal;
}
