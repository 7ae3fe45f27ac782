/** The system's code of a failed file operation, `undefined` for another error. */
export function systemCodeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Why a file cannot be read, for a person; `undefined` when it is simply not there. */
export function describeFileProblem(error: unknown): string | undefined {
  switch (systemCodeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return undefined;
    case 'EACCES':
    case 'EPERM':
      return 'You have no permission to read it.';
    case 'ELOOP':
      return 'Its links lead in a circle.';
    case 'ENAMETOOLONG':
      return 'Its path is too long for this system.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
