/** Something with a beginning and an end, in samples since the start. */
export interface TimedEvent {
  readonly startSample: number;
  /** First sample after it. */
  readonly endSample: number;
}

/** Events without end, made when they are needed. */
export interface EventTrain<Event extends TimedEvent> {
  /** Events that overlap [start, end), oldest first. Stretches must be asked for in order. */
  overlapping(start: number, end: number): readonly Event[];
  /** Events that begin in [start, end). */
  beginning(start: number, end: number): readonly Event[];
  /** The latest event that has begun, if it has not ended. For events that do not overlap; samples must be asked for in order. */
  at(sample: number): Event | undefined;
}

/**
 * @param next Makes the event after `previous` (`undefined` for the first): a later start, or `undefined` when there are no more.
 *   It is called once an event, in order, so it may draw random numbers.
 */
export function createEventTrain<Event extends TimedEvent>(next: (previous: Event | undefined) => Event | undefined): EventTrain<Event> {
  let kept: Event[] = [];
  let latest = next(undefined);
  const extendTo = (end: number): void => {
    while (latest && latest.startSample < end) {
      kept.push(latest);
      latest = next(latest);
    }
  };
  return {
    overlapping(start, end) {
      extendTo(end);
      kept = kept.filter((event) => event.endSample > start);
      return kept.filter((event) => event.startSample < end);
    },
    beginning(start, end) {
      extendTo(end);
      kept = kept.filter((event) => event.endSample > start || event.startSample >= start);
      return kept.filter((event) => event.startSample >= start && event.startSample < end);
    },
    at(sample) {
      extendTo(sample + 1);
      if (kept.length > 1) kept = kept.slice(-1);
      return kept.length > 0 && kept[0].endSample > sample ? kept[0] : undefined;
    },
  };
}
