import { createEventTrain, type TimedEvent } from './event-train.ts';
import type { SensorimotorLevel } from './sensorimotor.ts';
import type { TaskContext, TaskParts } from './task.ts';

interface Imagery extends TimedEvent {
  readonly hand: 'left' | 'right';
}

const IMAGERY_SECONDS = 4;
const SHORTEST_PAUSE_SECONDS = 3.5;
const LONGEST_PAUSE_SECONDS = 4.5;
const FIRST_ONSET_SECONDS = 3;
const ONSET_SECONDS = 0.4;
const REBOUND_SECONDS = 1;
/** Amplitude during imagery, over the hemisphere opposite to the hand and over its own. @see Pfurtscheller, Neuper (2001) */
const DESYNCHRONIZED = { mu: { opposite: 0.35, same: 0.85 }, beta: { opposite: 0.5, same: 0.9 } };
/** Beta over the opposite hemisphere just after the movement was imagined. */
const BETA_REBOUND = 1.4;

/** Imagines moving the left or the right hand for four seconds, then rests. */
export function createMotorImageryTask({ samplingRateHz, random }: TaskContext): TaskParts {
  const createTrain = () => {
    const own = random.fork('imagery');
    return createEventTrain<Imagery>((previous) => {
      const pauseSeconds = previous ? SHORTEST_PAUSE_SECONDS + (LONGEST_PAUSE_SECONDS - SHORTEST_PAUSE_SECONDS) * own.next() : FIRST_ONSET_SECONDS;
      const onset = previous ? previous.startSample + Math.round(IMAGERY_SECONDS * samplingRateHz) : 0;
      const startSample = onset + Math.round(pauseSeconds * samplingRateHz);
      const endSample = startSample + Math.round((IMAGERY_SECONDS + REBOUND_SECONDS) * samplingRateHz);
      return { startSample, endSample, hand: own.next() < 0.5 ? 'left' : 'right' };
    });
  };
  const markers = createTrain();
  // Each hemisphere's bands are read one after the other over the same stretch.
  const trains = { left: { mu: createTrain(), beta: createTrain() }, right: { mu: createTrain(), beta: createTrain() } };
  const sensorimotorLevel: SensorimotorLevel = (hemisphere, band, sample) => {
    const imagery = trains[hemisphere][band].at(sample);
    if (!imagery) return 1;
    const side = imagery.hand === hemisphere ? 'same' : 'opposite';
    const seconds = (sample - imagery.startSample) / samplingRateHz;
    const during = DESYNCHRONIZED[band][side];
    if (seconds < IMAGERY_SECONDS) return 1 + (during - 1) * Math.min(1, seconds / ONSET_SECONDS);
    const after = band === 'beta' && side === 'opposite' ? BETA_REBOUND : 1;
    const progress = (seconds - IMAGERY_SECONDS) / REBOUND_SECONDS;
    // Up to the rebound within the first half of it, back to rest within the second.
    return progress < 0.5 ? during + (after - during) * 2 * progress : after + (1 - after) * (2 * progress - 1);
  };
  return {
    sources: [],
    annotations: (start, end) =>
      markers.beginning(start, end).map(({ startSample, hand }) => ({ onsetSeconds: startSample / samplingRateHz, durationSeconds: IMAGERY_SECONDS, text: `${hand} hand` })),
    sensorimotorLevel,
    eyes: 'open',
  };
}
