import { IzaError } from '../../foundation/index.ts';
import type { ByteSource } from '../../ports/index.ts';
import type { RecordingReader } from '../recording/index.ts';
import { isBrainVision, openBrainVision } from './brainvision/open-brainvision.ts';
import { isEdf } from './edf/edf-header.ts';
import { openEdf } from './edf/open-edf.ts';
import { isBrainFlowCsv, openBrainFlowCsv } from './text/open-brainflow-csv.ts';
import { isMuseCsv, openMuseCsv } from './text/open-muse-csv.ts';
import { isOpenBciSd, openOpenBciSd } from './text/open-openbci-sd.ts';
import { isOpenBciText, openOpenBciText } from './text/open-openbci-text.ts';
import { openXdf } from './xdf/open-xdf.ts';
import { isXdf } from './xdf/scan-xdf.ts';

export interface OpenRecordingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Opens a file beside this one by its name: BrainVision keeps samples and markers in files of their own. */
  readonly openSibling?: ((name: string) => Promise<ByteSource | undefined>) | undefined;
}

/** Enough to know every format by its content. */
const HEAD_BYTES = 4096;
const KNOWN_FORMATS = 'EDF, BDF, XDF, BrainVision, OpenBCI GUI text, OpenBCI SD card, BrainFlow CSV, Muse CSV';

/**
 * Opens a recording; its format is found by its content, not by its name.
 * Takes over the source: it is closed with the reader, or when it cannot be opened.
 * @throws IzaError `file-unreadable` when the format is none of those known, `recording-corrupt` naming the byte offset, `aborted`
 */
export async function openRecording(source: ByteSource, options: OpenRecordingOptions = {}): Promise<RecordingReader> {
  try {
    return await openByContent(source, options);
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function openByContent(source: ByteSource, options: OpenRecordingOptions): Promise<RecordingReader> {
  const head = await source.read(0, Math.min(HEAD_BYTES, source.sizeBytes));
  if (isEdf(head)) return openEdf(source, options);
  if (isXdf(head)) return openXdf(source, options);
  const text = new TextDecoder('utf-8').decode(head);
  if (isBrainVision(text)) return openBrainVision(source, options);
  if (isOpenBciText(text)) return openOpenBciText(source, options);
  if (isOpenBciSd(text)) return openOpenBciSd(source, options);
  if (isMuseCsv(text)) return openMuseCsv(source, options);
  if (isBrainFlowCsv(text)) return openBrainFlowCsv(source, options);
  throw new IzaError('file-unreadable', `Cannot read ${source.name}: its ${head.length === 0 ? 'content is empty' : 'first bytes are of no recording format that is known here'} (${KNOWN_FORMATS}).`);
}
