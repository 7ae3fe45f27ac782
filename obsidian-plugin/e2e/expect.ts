/** @throws Error that names what was wrong */
export function expectEqual(received: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(received), JSON.stringify(expected)];
  if (left !== right) throw new Error(`Expected ${what} to be ${right}, received ${left}`);
}

/** @throws Error that names what was wrong */
export function expectTrue(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`Expected ${what}`);
}
