import { IzaError } from '@iza/core/foundation';

/** Turns a file system's error into one that says what to do. */
export function byteFileError(action: 'read' | 'write', path: string, cause: unknown): IzaError {
  if (cause instanceof IzaError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new IzaError('storage-full', `Cannot write ${path}: the disk is full. What was written before stays. Free some space, or write elsewhere.`, { cause });
    case 'EACCES':
    case 'EPERM':
      return new IzaError('not-permitted', `Cannot ${action} ${path}: you have no permission (${code}). Change its permissions, or use another file.`, { cause });
    case 'EROFS':
      return new IzaError('not-permitted', `Cannot write ${path}: its disk is read-only. Write elsewhere.`, { cause });
    case 'EEXIST':
      return new IzaError('file-exists', `Cannot write ${path}: it is there already. Choose another name, or write over it with --replace.`, { cause });
    case 'EISDIR':
    case 'ERR_FS_EISDIR':
      return folderError(action, path);
    case 'ELOOP':
      return new IzaError(failed(action), `Cannot ${action} ${path}: its links lead in a circle.`, { cause });
    case 'ENAMETOOLONG':
      return new IzaError(failed(action), `Cannot ${action} ${path}: the path is too long for this system.`, { cause });
    case 'ENOTDIR':
      return new IzaError(failed(action), `Cannot ${action} ${path}: a part of the path is a file, not a folder.`, { cause });
    default:
      return new IzaError(failed(action), `Cannot ${action} ${path}: ${message}`, { cause });
  }
}

export const folderError = (action: 'read' | 'write', path: string): IzaError => new IzaError(failed(action), `Cannot ${action} ${path}: it is a folder. Name a file.`);

const failed = (action: 'read' | 'write'): 'file-unreadable' | 'storage-failed' => (action === 'read' ? 'file-unreadable' : 'storage-failed');
