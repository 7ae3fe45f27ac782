import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { describeSession, sessionOutput } from './headset-outputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { headsetOf } from './use-headset.ts';

export const headsetList = defineCapability({
  id: 'headset.list',
  title: 'List headsets',
  description: 'Shows which headsets can be reached (serial ports, WiFi shields, simulated ones), what is wrong with those that cannot be used, and which sessions are running.',
  input: z.strictObject({}),
  output: z.strictObject({
    devices: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        kind: z.enum(['serial', 'wifi', 'tcp', 'simulated', 'replay']),
        isLikely: z.boolean().describe('A headset, as far as can be told without speaking to it'),
        boards: z.array(z.string()).readonly(),
        sessionId: z.string().optional(),
        problem: z.string().optional(),
      }),
    ),
    sessions: z.array(sessionOutput),
  }),
  permission: 'headset:use',
  effect: 'read',
  leftOut: leftOutOfEditors,
  async run(_input, iza, { signal }) {
    const headset = headsetOf(iza);
    return { devices: await headset.list({ signal }), sessions: headset.sessions().map(describeSession) };
  },
});
