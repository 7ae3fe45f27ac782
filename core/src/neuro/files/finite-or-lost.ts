/** No sensor gives infinity: what is no finite number is taken as lost. */
export const finiteOrLost = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
