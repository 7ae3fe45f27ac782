/** Rounds halves to the even neighbour, as Python's `round` does: a sample chosen here is the sample chosen there. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
