import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { conversionTargetOf, convertRecording } from '../../../neuro/index.ts';
import { defineCapability } from '../../capability.ts';
import { createOutput } from './create-output.ts';
import { leftOutOfEditors } from './left-out.ts';
import { byteFilesOf, channelPositions, withRecording } from './open-named-recording.ts';
import { channelsInput, fileInput, replaceInput } from './recording-inputs.ts';

export const recordingsConvert = defineCapability({
  id: 'recordings.convert',
  title: 'Convert a recording',
  description: 'Writes a recording in the format that the output\'s extension names: .bdf (BDF+, lossless for OpenBCI boards), .edf (EDF+), .f64 (raw float64), .csv, .brainflow.csv. Streams, so that its size does not matter.',
  input: z.strictObject({
    file: fileInput,
    out: z.string().min(1).describe('Where to write; its extension chooses the format'),
    channels: channelsInput,
    replace: replaceInput,
  }),
  output: z.strictObject({ out: z.string(), format: z.string(), channelNames: z.array(z.string()), sampleCount: z.int(), samplingRateHz: z.number(), warnings: z.array(z.string()).readonly() }),
  positional: ['file', 'out'],
  permission: 'recordings:write',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ file, out, channels, replace }, iza, { signal, onProgress }) {
    const to = conversionTargetOf(out);
    if (!to) throw new IzaError('bad-input', `Cannot convert to ${out}: its extension names no format. Use .bdf, .edf, .f64, .csv or .brainflow.csv.`);
    const files = byteFilesOf(iza);
    return withRecording(file, iza, { signal }, async (reader) => {
      const positions = channelPositions(reader, channels);
      const sink = await createOutput(files, out, { replace });
      const { warnings } = await convertRecording(reader, sink, {
        to,
        channels: positions,
        signal,
        onProgress: (doneCount, totalCount) => onProgress?.({ doneCount, totalCount, message: out }),
      });
      return {
        out: files.resolve(out),
        format: to,
        channelNames: positions.map((position) => reader.info.channels[position]!.name),
        sampleCount: reader.info.sampleCount,
        samplingRateHz: reader.info.samplingRateHz,
        warnings: [...reader.info.warnings, ...warnings],
      };
    });
  },
});
