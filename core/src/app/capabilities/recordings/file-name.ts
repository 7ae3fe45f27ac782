/** `c.bdf` of `a/b/c.bdf`, on any system's kind of path. */
export function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
