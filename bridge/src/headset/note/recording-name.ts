import { localDate } from './format-session-note.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * A file name made of the time on the wall and the task, with a number from the second of a second on, without what a file system or a link in a note would stumble over.
 */
export function recordingName(startedMs: number, task: string | undefined, number = 1): string {
  const started = new Date(startedMs);
  const time = `${two(started.getHours())}.${two(started.getMinutes())}.${two(started.getSeconds())}`;
  const words = (task ?? 'eeg').normalize('NFC').replace(/[^\p{L}\p{N} ._-]+/gu, ' ').replace(/\s+/g, ' ').replace(/^[ .]+|[ .]+$/g, '').slice(0, 60).trimEnd();
  return `${localDate(started)} ${time} ${words || 'eeg'}${number > 1 ? ` ${number}` : ''}.bdf`;
}
