/** Numbers by a dense id, nearly all 0, that are cleared at the cost of what was set. Reused from query to query. */
export interface SparseNumbers {
  /** Valid for ids below the last `reserve`; read freely, write through `set`. */
  readonly values: Int32Array;
  readonly ids: readonly number[];
  reserve(size: number): void;
  set(id: number, value: number): void;
  clear(): void;
}

export function createSparseNumbers(): SparseNumbers {
  let values = new Int32Array(1024);
  const ids: number[] = [];
  return {
    get values() {
      return values;
    },
    ids,
    reserve(size) {
      if (size <= values.length) return;
      const larger = new Int32Array(Math.max(size, values.length * 2));
      larger.set(values);
      values = larger;
    },
    set(id, value) {
      if (values[id] === 0) ids.push(id);
      values[id] = value;
    },
    clear() {
      for (const id of ids) values[id] = 0;
      ids.length = 0;
    },
  };
}
