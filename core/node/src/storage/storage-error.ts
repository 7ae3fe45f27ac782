import { IzaError } from '@iza/core/foundation';

/** Turns a file system's error into one that says what to do. */
export function storageError(action: string, folder: string, cause: unknown): unknown {
  if (cause instanceof IzaError || cause instanceof RangeError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new IzaError('storage-full', `Cannot ${action}: the disk of ${folder} is full. Free some space; the index goes on where it stopped.`, { cause });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new IzaError('storage-failed', `Cannot ${action}: ${folder} may not be written (${code}). Allow writing there, or keep the index elsewhere.`, { cause });
    default:
      return new IzaError('storage-failed', `Cannot ${action} in ${folder}: ${message}`, { cause });
  }
}
