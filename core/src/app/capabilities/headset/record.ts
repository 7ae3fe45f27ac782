import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { followSession, stopAfter } from './follow-session.ts';
import { deviceInputs } from './headset-inputs.ts';
import { describeReport, describeSession, reportOutput, sessionOutput } from './headset-outputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { headsetOf, startOptionsOf } from './use-headset.ts';

export const headsetRecord = defineCapability({
  id: 'headset.record',
  title: 'Record a session',
  description:
    'Records a headset to a BDF+ file that no crash can break, and writes a note about the session beside it: quality of each electrode, band powers, markers, plots. Ends after --seconds, at Ctrl-C, or with headset stop.',
  input: z.strictObject({
    ...deviceInputs,
    seconds: z.number().positive().optional().describe('How long; until it is stopped when not given'),
    task: z.string().min(1).optional().describe('What is done: eyes closed, n-back. A simulated headset does rest, p300, ssvep, n170 or motor-imagery'),
    out: z.string().min(1).optional().describe('The file to write, ending in .bdf; named after time and task when not given'),
    folder: z.string().min(1).optional().describe('Where to write it; Recordings in the first vault, else IZA’s own folder, when not given'),
    replace: z.boolean().default(false).describe('Write over a file that is there'),
    wait: z.boolean().default(true).describe('Wait for the end; --no-wait leaves the session running in the bridge and returns at once'),
  }),
  output: z.strictObject({ session: sessionOutput, report: reportOutput.optional() }),
  isUnfinished: ({ report }) => report?.failure !== undefined,
  permission: 'headset:use',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ seconds, task, out, folder, replace, wait, ...device }, iza, context) {
    const headset = headsetOf(iza);
    const session = await headset.start({ ...(await startOptionsOf(headset, { ...device, task }, context)), recording: { path: out, folder, task, replace } }, context);
    if (!wait) {
      if (seconds !== undefined) void stopAfter(headset, session.id, seconds).catch(() => undefined);
      return { session: describeSession(session) };
    }
    const report = (await followSession(headset, session.id, { seconds, stops: true }, context))!;
    return { session: describeSession(report.session), report: describeReport(report) };
  },
});
