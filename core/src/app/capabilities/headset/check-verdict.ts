import type { ChannelQuality, HeadsetSession } from '../../../ports/index.ts';

/** Above it an electrode needs paste or another place (kΩ limits of dry and wet electrodes lie around it). */
const GOOD_OHM = 20_000;
/** Samples of a 250 Hz board that come further apart than this were held back on the way. */
const BURST_MS = 12;

export type CheckVerdict = 'ready' | 'usable' | 'not-usable';

export interface CheckFacts {
  readonly session: Pick<HeadsetSession, 'sampleCount' | 'lostCount' | 'samplingRateHz' | 'warnings'>;
  readonly quality: readonly ChannelQuality[];
  readonly impedancesOhm: ReadonlyMap<string, number>;
  /** Usual time between two arrivals. */
  readonly arrivalMs: number | undefined;
}

/** What a check comes to, and what a person can do about it. */
export function judgeCheck({ session, quality, impedancesOhm, arrivalMs }: CheckFacts): { verdict: CheckVerdict; advice: string[] } {
  const advice = [...session.warnings];
  const inState = (...states: ChannelQuality['state'][]): string[] => quality.filter(({ state }) => states.includes(state)).map(({ channelName }) => channelName);
  const railed = inState('railed');
  const flat = inState('flat');
  const nearRailed = inState('near-railed');
  const noisy = inState('noisy');
  if (railed.length > 0) advice.push(`${railed.join(', ')}: railed. The electrode or the reference (SRB) has no contact: press it on, add paste, check the ear clips.`);
  if (flat.length > 0) advice.push(`${flat.join(', ')}: flat. The input is off, shorted or not plugged in.`);
  if (nearRailed.length > 0) advice.push(`${nearRailed.join(', ')}: a large offset, close to railing. Improve the contact and wait for it to settle.`);
  if (noisy.length > 0) advice.push(`${noisy.join(', ')}: noisy. Relax face and jaw, fix the cables, move away from power supplies.`);
  const high = [...impedancesOhm].filter(([, impedanceOhm]) => impedanceOhm > GOOD_OHM).map(([name, impedanceOhm]) => `${name} ${(impedanceOhm / 1000).toFixed(0)} kΩ`);
  if (high.length > 0) advice.push(`High impedance: ${high.join(', ')}. Below ${GOOD_OHM / 1000} kΩ is good; part the hair, add paste.`);
  const lostRatio = session.sampleCount === 0 ? 1 : session.lostCount / session.sampleCount;
  if (lostRatio > 0.001 && session.sampleCount > 0) advice.push(`${(100 * lostRatio).toFixed(1)} % of the samples were lost on the radio: bring board and dongle closer, charge the battery, change the radio channel.`);
  if (arrivalMs !== undefined && arrivalMs > BURST_MS && session.samplingRateHz <= 250) advice.push(`Samples arrive in bursts, ${arrivalMs.toFixed(0)} ms apart. On an FTDI dongle set the latency timer to 1 ms; the recording's clock is fitted and does not suffer, what is shown live lags behind.`);

  const usableCount = quality.length - railed.length - flat.length;
  if (session.sampleCount === 0 || usableCount === 0 || lostRatio > 0.1) return { verdict: 'not-usable', advice };
  const isReady = quality.every(({ state }) => state === 'good') && high.length === 0 && lostRatio <= 0.001;
  return { verdict: isReady ? 'ready' : 'usable', advice };
}
