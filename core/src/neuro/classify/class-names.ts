/** The classes of a set of labels, in the order of their names: what is called the first and the second class everywhere. */
export function classNamesOf(labels: readonly string[]): string[] {
  return [...new Set(labels)].toSorted();
}
