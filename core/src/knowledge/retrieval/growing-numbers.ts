/** A list of integers in one typed array that doubles as it fills. `values` is valid up to `length` and replaced on growth. */
export interface GrowingInts {
  values: Int32Array;
  length: number;
}

export function createGrowingInts(capacity = 1024): GrowingInts {
  return { values: new Int32Array(capacity), length: 0 };
}

export function pushInt(list: GrowingInts, value: number): void {
  if (list.length === list.values.length) {
    const larger = new Int32Array(list.values.length * 2);
    larger.set(list.values);
    list.values = larger;
  }
  list.values[list.length++] = value;
}
