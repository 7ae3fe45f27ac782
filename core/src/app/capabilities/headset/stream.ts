import { z } from 'zod';
import type { HeadsetEvent, HeadsetSession } from '../../../ports/index.ts';
import { defineCapability } from '../../capability.ts';
import { followSession, stopAfter } from './follow-session.ts';
import { deviceInputs, sessionInput } from './headset-inputs.ts';
import { describeReport, describeSession, reportOutput, sessionOutput } from './headset-outputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { headsetOf, startOptionsOf } from './use-headset.ts';

const SHOWN = ['band-powers', 'quality', 'samples'] as const;

export const headsetStream = defineCapability({
  id: 'headset.stream',
  title: 'Stream a headset live',
  description:
    'Runs a live session without recording it, or follows one that runs. Gives band powers and quality once a second or every sample, with --json as one JSON object a line. With --no-wait the session lives on in the bridge until headset stop.',
  input: z.strictObject({
    ...deviceInputs,
    session: sessionInput.describe('Follow this running session instead of beginning one'),
    show: z.enum(SHOWN).default('band-powers').describe('What to give as it comes'),
    seconds: z.number().positive().optional().describe('How long; until it is stopped when not given'),
    task: z.string().min(1).optional().describe('What a simulated person does: rest, p300, ssvep, n170 or motor-imagery'),
    wait: z.boolean().default(true).describe('Wait for the end; --no-wait leaves the session running in the bridge and returns at once'),
  }),
  output: z.strictObject({ session: sessionOutput, report: reportOutput.optional() }),
  deltas: 'json-lines',
  isUnfinished: ({ report }) => report?.failure !== undefined,
  permission: 'headset:use',
  effect: 'execute',
  leftOut: leftOutOfEditors,
  async run({ session: followed, show, seconds, wait, ...device }, iza, context) {
    const headset = headsetOf(iza);
    const sessionId = followed ?? (await headset.start(await startOptionsOf(headset, device, context), context)).id;
    let session = headset.sessions().find(({ id }) => id === sessionId);
    if (!wait && session) {
      if (seconds !== undefined && followed === undefined) void stopAfter(headset, sessionId, seconds).catch(() => undefined);
      return { session: describeSession(session) };
    }
    const onEvent = (event: HeadsetEvent): void => {
      if (event.type === 'session-change') session = event.session;
      const line = session && lineOf(event, show, session);
      if (line) context.onDelta?.(`${JSON.stringify(line)}\n`);
    };
    const report = await followSession(headset, sessionId, { seconds, stops: followed === undefined, onEvent }, context);
    return report ? { session: describeSession(report.session), report: describeReport(report) } : { session: describeSession(session!) };
  },
});

/** What a line of the stream says; `undefined` for what was not asked for. Numbers that are not there become null in JSON. */
function lineOf(event: HeadsetEvent, show: (typeof SHOWN)[number], { channels, samplingRateHz }: HeadsetSession): Readonly<Record<string, unknown>> | undefined {
  switch (event.type) {
    case 'samples': {
      if (show !== 'samples') return undefined;
      const { firstSampleIndex, sampleCount, samples, startMs, lostCount } = event.block;
      return { type: 'samples', firstSampleIndex, startMs, lostCount, channels: channels.map(({ name }, channel) => ({ name, samples: Array.from(samples.subarray(channel * sampleCount, (channel + 1) * sampleCount)) })) };
    }
    case 'band-powers': {
      if (show !== 'band-powers') return undefined;
      const { bandNames, powersUv2, sampleIndex } = event;
      const powersOf = (channel: number): Record<string, number> => Object.fromEntries(bandNames.map((band, index) => [band, powersUv2[channel * bandNames.length + index]]));
      return { type: 'band-powers', seconds: sampleIndex / samplingRateHz, channels: channels.map(({ name }, channel) => ({ name, powersUv2: powersOf(channel) })) };
    }
    case 'quality':
      return show === 'quality' ? { type: 'quality', seconds: event.sampleIndex / samplingRateHz, channels: event.channels } : undefined;
    case 'marker':
      return { type: 'marker', seconds: event.sampleIndex / samplingRateHz, sampleIndex: event.sampleIndex, text: event.text };
    case 'skipped':
      return { type: 'skipped', eventCount: event.eventCount };
    case 'session-change':
    case 'session-end':
      return undefined;
  }
}
