import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { conversionTargetOf, convertRecording, findPosition, writeBidsFolder, type RecordingInfo } from '../../../neuro/index.ts';
import { defineCapability } from '../../capability.ts';
import { createOutput } from './create-output.ts';
import { leftOutOfEditors } from './left-out.ts';
import { byteFilesOf, channelPositions, withRecording } from './open-named-recording.ts';
import { channelsInput, fileInput, replaceInput } from './recording-inputs.ts';

const labelInput = z.string().regex(/^[A-Za-z0-9]+$/, 'letters and digits alone');

export const recordingsConvert = defineCapability({
  id: 'recordings.convert',
  title: 'Convert a recording',
  description:
    'Writes a recording in the format that the output\'s extension names: .bdf (BDF+, lossless for OpenBCI boards), .edf (EDF+), .f64 (raw float64), .csv, .brainflow.csv; a name without an extension is a BIDS-EEG folder. Streams, so that its size does not matter.',
  input: z.strictObject({
    file: fileInput,
    out: z.string().min(1).describe('Where to write; its extension chooses the format, without one it is a BIDS folder'),
    channels: channelsInput,
    subject: labelInput.default('01').describe('Of a BIDS folder'),
    task: labelInput.default('rest').describe('Of a BIDS folder'),
    session: labelInput.optional().describe('Of a BIDS folder'),
    lineFrequency: z.int().refine((frequencyHz) => frequencyHz === 50 || frequencyHz === 60, 'expected 50 or 60').optional().describe('Mains, 50 or 60 Hz, for a BIDS folder'),
    reference: z.string().min(1).optional().describe('What was measured against, for a BIDS folder'),
    replace: replaceInput,
  }),
  output: z.strictObject({ out: z.string(), format: z.string(), channelNames: z.array(z.string()), sampleCount: z.int(), samplingRateHz: z.number(), warnings: z.array(z.string()).readonly() }),
  positional: ['file', 'out'],
  permission: 'recordings:write',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ file, out, channels, subject, task, session, lineFrequency, reference, replace }, iza, { signal, onProgress }) {
    const to = conversionTargetOf(out);
    const isFolder = /[/\\]$/.test(out) || !/\.[^./\\]+$/.test(out);
    if (!to && !isFolder) throw new IzaError('bad-input', `Cannot convert to ${out}: its extension names no format. Use .bdf, .edf, .f64, .csv or .brainflow.csv, or a name without an extension for a BIDS folder.`);
    const files = byteFilesOf(iza);
    return withRecording(file, iza, { signal }, async (reader) => {
      const positions = channelPositions(reader, channels);
      const report = (doneCount: number, totalCount: number): void => onProgress?.({ doneCount, totalCount, message: out });
      const { warnings } = to
        ? await convertRecording(reader, await createOutput(files, out, { replace }), { to, channels: positions, signal, onProgress: report })
        : await writeBidsFolder(reader, files, { folder: out.replace(/[/\\]+$/, ''), subject, task, session, lineFrequencyHz: lineFrequency, reference, electrodes: electrodesOf(reader.info), replace, signal, onProgress: report });
      const written = to ? positions : reader.info.channels.map((_, position) => position);
      return {
        out: files.resolve(out),
        format: to ?? 'bids',
        channelNames: written.map((position) => reader.info.channels[position].name),
        sampleCount: reader.info.sampleCount,
        samplingRateHz: reader.info.samplingRateHz,
        warnings: [...reader.info.warnings, ...(channels && !to ? ['A BIDS folder holds every channel; --channels was passed over.'] : []), ...warnings],
      };
    });
  },
});

/** Where the named sites are on an average head. */
function electrodesOf({ channels }: RecordingInfo): { channelName: string; xMm: number; yMm: number; zMm: number }[] {
  return channels.flatMap(({ name }) => {
    const place = findPosition(name);
    return place ? [{ channelName: name, xMm: place.xMm, yMm: place.yMm, zMm: place.zMm }] : [];
  });
}
