import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { EEG_TASKS } from '../../../neuro/index.ts';
import { defineCapability } from '../../capability.ts';
import { channelsInput, lineFrequencyInput } from './headset-inputs.ts';
import { leftOutOfEditors } from './left-out.ts';
import { emulateCyton } from './emulate-cyton.ts';
import { writeSimulatedRecording } from './write-simulated-recording.ts';

const ratio = (what: string) => z.number().min(0).max(1).default(0).describe(what);

const simulateInput = z.strictObject({
  pty: z.boolean().default(false).describe('Emulate a board on a serial port that other programs can open; the default unless --tcp or --out is given'),
  tcp: z.int().min(0).max(65_535).optional().describe('Emulate a board on this TCP port of this machine; 0 chooses a free one'),
  out: z.string().min(1).optional().describe('Write a simulated recording instead; the extension chooses the format: .bdf .edf .f64 .csv'),
  replace: z.boolean().default(false).describe('Write over a file that is there'),
  board: z.enum(['cyton', 'cyton-daisy']).default('cyton'),
  channels: channelsInput,
  task: z.enum(EEG_TASKS).default('rest').describe('What the simulated person does'),
  seconds: z.number().positive().max(7200).optional().describe('How long: 60 for a file; an emulated board runs until it is interrupted'),
  seed: z.string().min(1).default('1').describe('Equal seeds give equal samples and equal faults'),
  lineFrequency: lineFrequencyInput,
  drop: ratio('Part of the packets that are lost, 0 to 1'),
  dropParity: z.enum(['odd', 'even']).optional().describe('Lose only packets with odd (Cyton) or even (Daisy) numbers'),
  garbage: ratio('Part of the packets with stray bytes before them'),
  cut: ratio('Part of the packets of which only the beginning arrives'),
  wrapGap: ratio('Part of the packets before which exactly 256 are lost'),
  stall: ratio('Part of the packets before which the line stands still for half a second'),
  unplugAfter: z.number().positive().optional().describe('Pull the cable after so many seconds of streaming'),
  drift: z.number().min(-10_000).max(10_000).default(0).describe('How much faster the board’s clock runs, parts per million'),
  latency: z.int().min(1).max(255).default(1).describe('Latency timer of the emulated USB chip, ms: 16 as it is delivered'),
});

export type SimulateInput = z.output<typeof simulateInput>;

export const headsetSimulate = defineCapability({
  id: 'headset.simulate',
  title: 'Simulate a headset',
  description:
    'Emulates an OpenBCI Cyton that any program can open, on a serial port (--pty) or a TCP port (--tcp), worn by a simulated person, with faults on demand; or writes a simulated recording to a file (--out).',
  input: simulateInput,
  output: z.strictObject({
    ptyPath: z.string().optional(),
    tcpAddress: z.string().optional(),
    ended: z.enum(['unplugged', 'stopped']).optional(),
    packetCount: z.int().optional(),
    lostPacketCount: z.int().optional(),
    strayByteCount: z.int().optional(),
    stallCount: z.int().optional(),
    out: z.string().optional(),
    channelNames: z.array(z.string()),
    samplingRateHz: z.number(),
    sampleCount: z.int().optional(),
    warnings: z.array(z.string()),
  }),
  deltas: 'json-lines',
  permission: 'headset:use',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run(input, iza, context) {
    if (input.out === undefined) return emulateCyton(input, iza, context);
    if (input.pty || input.tcp !== undefined) throw new IzaError('bad-input', 'Cannot emulate a board and write a file at once: give --out, or --pty and --tcp.');
    return writeSimulatedRecording(input, input.out, iza, context);
  },
});
