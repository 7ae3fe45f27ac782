import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { sessionInput } from './headset-inputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { chooseSession, headsetOf } from './use-headset.ts';

export const headsetMark = defineCapability({
  id: 'headset.mark',
  title: 'Mark the present moment',
  description: 'Puts a marker at the sample that is being taken now, on the session’s own clock; it lands in the recording and in the note.',
  input: z.strictObject({ text: z.string().trim().min(1).max(200).describe('What happens now'), session: sessionInput }),
  output: z.strictObject({ session: z.string(), sampleIndex: z.int(), onsetSeconds: z.number().describe('From the session’s first sample') }),
  positional: 'text',
  permission: 'headset:use',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ text, session }, iza) {
    const headset = headsetOf(iza);
    const id = chooseSession(headset, session);
    return { session: id, ...(await headset.mark(id, text)) };
  },
});
