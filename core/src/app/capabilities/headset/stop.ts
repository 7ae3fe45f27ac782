import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { sessionInput } from './headset-inputs.ts';
import { describeReport, describeSession, reportOutput, sessionOutput } from './headset-outputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { chooseSession, headsetOf } from './use-headset.ts';

export const headsetStop = defineCapability({
  id: 'headset.stop',
  title: 'End a session',
  description: 'Ends a running session, closes its recording, writes its note, and tells how it went.',
  input: z.strictObject({ session: sessionInput }),
  output: z.strictObject({ session: sessionOutput, report: reportOutput }),
  positional: 'session',
  isUnfinished: ({ report }) => report.failure !== undefined,
  permission: 'headset:use',
  effect: 'execute',
  leftOut: leftOutOfEditors,
  async run({ session }, iza) {
    const headset = headsetOf(iza);
    const report = await headset.stop(chooseSession(headset, session));
    return { session: describeSession(report.session), report: describeReport(report) };
  },
});
