import { IzaError } from '@iza/core/foundation';
import type { ByteFiles, HeadsetReport } from '@iza/core/ports';
import type { SignalSummary } from '../signal/index.ts';
import { formatSessionNote } from './format-session-note.ts';
import { drawSessionPlots } from './session-plots.ts';

export interface WriteSessionNoteOptions {
  readonly files: ByteFiles;
  /** Of the recording, which ends in .bdf: note and plots are named after it. */
  readonly recordingPath: string;
  readonly task: string | undefined;
  readonly lineFrequencyHz: number;
  readonly replace: boolean;
}

/** Writes the note and its plots beside the recording; gives the note's path. @throws IzaError of the files */
export async function writeSessionNote(report: HeadsetReport, summary: SignalSummary, { files, recordingPath, task, lineFrequencyHz, replace }: WriteSessionNoteOptions): Promise<string> {
  const stem = recordingPath.replace(/\.bdf$/i, '');
  const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const write = async (path: string, text: string): Promise<void> => {
    const sink = await files.create(path, { replace });
    // reason: Node 22 has no `await using`
    try {
      await sink.append(new TextEncoder().encode(text));
      await sink.flush();
    } finally {
      await sink.close();
    }
  };
  const plots: { fileName: string; title: string }[] = [];
  for (const { name, title, svg } of drawSessionPlots(report, summary)) {
    const path = `${stem} ${name}.svg`;
    try {
      await write(path, svg);
      plots.push({ fileName: nameOf(path), title });
    } catch (error) {
      // The note says more than its plots: it is tried all the same.
      if (!(error instanceof IzaError)) throw error;
    }
  }
  const note = `${stem}.md`;
  await write(note, formatSessionNote(report, { recordingName: nameOf(recordingPath), task, lineFrequencyHz, quality: summary.quality, plots }));
  return note;
}
