/** Makes a `switch` over a tagged union exhaustive: the compiler refuses a forgotten case, this throws on a foreign one. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected variant: ${JSON.stringify(value)}`);
}
