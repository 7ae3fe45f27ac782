import type { Annotation } from '../../../ports/index.ts';

/** One time-stamped annotation list of a data record. Onsets count from the whole second of the header. */
export interface TimedAnnotationList {
  readonly onsetSeconds: number;
  /** Half of the last digit of the onset's text: how exactly it is told. */
  readonly onsetToleranceSeconds: number;
  readonly durationSeconds: number;
  /** Without the empty ones. */
  readonly texts: readonly string[];
  /** An empty first text: in the first list of a record it only keeps the time. */
  readonly keepsTime: boolean;
}

const DURATION_MARK = 0x15;
const TEXT_MARK = 0x14;
const strictDecoder = new TextDecoder('utf-8', { fatal: true });
const latin1Decoder = new TextDecoder('latin1');

/**
 * The lists of one annotation signal in one record: `+onset[\x15duration]\x14text[\x14text…]\x14\x00`, filled up with zeros.
 * @returns `brokenAt`: the byte of `bytes` from which on nothing could be understood
 */
export function parseAnnotationLists(bytes: Uint8Array): { lists: TimedAnnotationList[]; brokenAt: number | undefined } {
  const lists: TimedAnnotationList[] = [];
  let start = 0;
  while (start < bytes.length) {
    if (bytes[start] === 0) {
      start += 1;
      continue;
    }
    const end = bytes.indexOf(0, start);
    const list = end === -1 ? undefined : parseList(bytes.subarray(start, end));
    if (!list) return { lists, brokenAt: start };
    lists.push(list);
    start = end + 1;
  }
  return { lists, brokenAt: undefined };
}

function parseList(bytes: Uint8Array): TimedAnnotationList | undefined {
  const onsetEnd = bytes.indexOf(TEXT_MARK);
  if (onsetEnd === -1 || bytes[bytes.length - 1] !== TEXT_MARK) return undefined;
  const [onset, duration = '', ...rest] = latin1Decoder.decode(bytes.subarray(0, onsetEnd)).split(String.fromCharCode(DURATION_MARK));
  const parts = /^[+-]\d+(?:\.(\d*))?$/.exec(onset);
  if (!parts || rest.length > 0 || !/^(\d+(\.\d*)?)?$/.test(duration) || !Number.isFinite(Number(onset)) || !Number.isFinite(Number(duration))) return undefined;
  const texts = decodeText(bytes.subarray(onsetEnd + 1, Math.max(onsetEnd + 1, bytes.length - 1))).split(String.fromCharCode(TEXT_MARK));
  return {
    onsetSeconds: Number(onset),
    onsetToleranceSeconds: 0.5 * 10 ** -(parts[1]?.length ?? 0),
    durationSeconds: Number(duration),
    texts: texts.filter((text) => text !== ''),
    keepsTime: texts[0] === '',
  };
}

/** EDF+ says UTF-8; what is none is taken as Latin-1, in which every byte is a character. */
function decodeText(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return latin1Decoder.decode(bytes);
  }
}

/**
 * The bytes of one list.
 * @param onset Text of the onset with its sign.
 */
export function formatAnnotationList({ onset, duration, text }: { onset: string; duration: string | undefined; text: string }): Uint8Array<ArrayBuffer> {
  const stamp = duration === undefined ? onset : `${onset}${String.fromCharCode(DURATION_MARK)}${duration}`;
  const mark = String.fromCharCode(TEXT_MARK);
  return new TextEncoder().encode(`${stamp}${mark}${withoutControls(text)}${mark}\0`);
}

/** The marks of the format and zeros cannot be part of a text. */
const withoutControls = (text: string): string => Array.from(text, (character) => (character < ' ' && !'\t\n\r'.includes(character) ? ' ' : character)).join('');

/** Sorted by onset, then duration; equal ones keep their order. */
export function sortAnnotations(annotations: readonly Annotation[]): Annotation[] {
  return annotations.toSorted((left, right) => left.onsetSeconds - right.onsetSeconds || left.durationSeconds - right.durationSeconds);
}
