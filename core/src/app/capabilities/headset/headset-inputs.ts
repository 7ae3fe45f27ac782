import { z } from 'zod';

export const boardInput = z
  .enum(['cyton', 'cyton-daisy', 'ganglion', 'synthetic'])
  .optional()
  .describe('Which board it is; found out when not given');

export const deviceInput = z.string().min(1).optional().describe('serial:/dev/ttyUSB0, wifi:192.168.4.1, tcp:HOST:PORT, simulated:cyton, replay:FILE; the one headset that is plugged in when not given');

export const lineFrequencyInput = z.int().min(50).max(60).default(50).describe('Mains frequency where you are, Hz: 50 or 60');

export const channelsInput = z.array(z.string().min(1)).min(1).meta({ separator: ',' }).optional().describe('Where the electrodes sit, in the order of the inputs: Fp1,Fp2,…');

/** Of what opens a device. */
export const deviceInputs = {
  device: deviceInput,
  board: boardInput,
  channels: channelsInput,
  lineFrequency: lineFrequencyInput,
  seed: z.string().min(1).default('iza').describe('Of a simulated headset: the same seed gives the same samples'),
} as const;

export const sessionInput = z.string().min(1).optional().describe('Name of a running session; the one that runs when not given');
