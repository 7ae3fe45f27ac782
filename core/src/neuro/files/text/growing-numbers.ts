/** Numbers of which nobody knows yet how many there will be, eight bytes each. */
export interface GrowingNumbers {
  readonly length: number;
  at(index: number): number;
  push(value: number): void;
  /** Adds to every number from an index on. */
  shiftFrom(index: number, amount: number): void;
  /** The index of the last number that is at most `value`; -1 where none is. The numbers ascend. */
  lastAtMost(value: number): number;
}

export function createGrowingNumbers(): GrowingNumbers {
  let values = new Float64Array(256);
  let length = 0;
  return {
    get length() {
      return length;
    },
    at: (index) => values[index],
    push(value) {
      if (length === values.length) {
        const grown = new Float64Array(2 * length);
        grown.set(values);
        values = grown;
      }
      values[length] = value;
      length += 1;
    },
    shiftFrom(index, amount) {
      for (let at = index; at < length; at += 1) values[at] += amount;
    },
    lastAtMost(value) {
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (values[middle] <= value) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    },
  };
}
