import { z } from 'zod';
import type { ChannelQuality, HeadsetEvent } from '../../../ports/index.ts';
import { defineCapability } from '../../capability.ts';
import { judgeCheck } from './check-verdict.ts';
import { followSession } from './follow-session.ts';
import { deviceInputs } from './headset-inputs.ts';
import { describeSession, qualityOutput, sessionOutput } from './headset-outputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { headsetOf, startOptionsOf } from './use-headset.ts';

export const headsetCheck = defineCapability({
  id: 'headset.check',
  title: 'Check a headset',
  description: 'Tells board and firmware, looks at every electrode for some seconds, measures how evenly samples arrive and, if asked, the impedance of each electrode, and says whether it is ready and what to do if not.',
  input: z.strictObject({
    ...deviceInputs,
    seconds: z.number().min(3).max(120).default(5).describe('How long the electrodes are looked at'),
    impedance: z.boolean().default(false).describe('Measure the impedance of each electrode too, about two seconds each'),
    task: z.string().min(1).optional().describe('What a simulated person does: rest, p300, ssvep, n170 or motor-imagery'),
  }),
  output: z.strictObject({
    verdict: z.enum(['ready', 'usable', 'not-usable']),
    session: sessionOutput,
    channels: z.array(qualityOutput.extend({ impedanceOhm: z.number().optional() })),
    arrivalMs: z.number().optional().describe('Usual time between two arrivals of samples'),
    longestArrivalMs: z.number().optional(),
    advice: z.array(z.string()),
  }),
  permission: 'headset:use',
  effect: 'execute',
  leftOut: leftOutOfEditors,
  async run({ seconds, impedance, ...request }, iza, context) {
    const headset = headsetOf(iza);
    const [only, another] = headset.sessions();
    const options = await startOptionsOf(headset, { ...request, device: request.device ?? (another ? undefined : only?.deviceId) }, context);
    const running = headset.sessions().find(({ deviceId }) => deviceId === options.deviceId);
    const measured = impedance
      ? await headset.measureImpedance(options, {
          signal: context.signal,
          onElectrode: (doneCount, totalCount) => context.onProgress?.({ doneCount, totalCount, message: 'impedances' }),
        })
      : [];
    const session = running ?? (await headset.start(options, context));

    let last = session;
    let quality: readonly ChannelQuality[] = [];
    const arrivals = createArrivalTimes(iza.clock.nowMs);
    const onEvent = (event: HeadsetEvent): void => {
      if (event.type === 'quality') quality = event.channels;
      if (event.type === 'session-change') last = event.session;
      if (event.type === 'samples') arrivals.add();
    };
    const report = await followSession(headset, session.id, { seconds, stops: running === undefined, onEvent }, context);
    last = report?.session ?? last;
    const impedancesOhm = new Map(measured.map(({ channelName, impedanceOhm }) => [channelName, impedanceOhm]));
    const times = arrivals.read();
    return {
      ...judgeCheck({ session: last, quality, impedancesOhm, arrivalMs: times?.usualMs }),
      session: describeSession(last),
      channels: quality.map((channel) => {
        const impedanceOhm = impedancesOhm.get(channel.channelName);
        return { ...channel, ...(impedanceOhm !== undefined && { impedanceOhm }) };
      }),
      ...(times && { arrivalMs: times.usualMs, longestArrivalMs: times.longestMs }),
    };
  },
});

/** Times between arrivals; those at once count as one arrival. */
function createArrivalTimes(nowMs: () => number) {
  const intervals: number[] = [];
  let lastMs: number | undefined;
  return {
    add(): void {
      const now = nowMs();
      if (lastMs !== undefined && now > lastMs) intervals.push(now - lastMs);
      lastMs = now;
    },
    read(): { usualMs: number; longestMs: number } | undefined {
      if (intervals.length === 0) return undefined;
      const sorted = intervals.toSorted((a, b) => a - b);
      return { usualMs: sorted[sorted.length >> 1], longestMs: sorted[sorted.length - 1] };
    },
  };
}
