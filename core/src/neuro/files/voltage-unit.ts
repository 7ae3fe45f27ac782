/** Micro signs as files hold them: Greek mu, the micro sign, both read as Latin-1 from UTF-8, and Shift-JIS. */
const MICRO = /^(u|\u00b5|\u03bc|\u00c2\u00b5|\u00ce\u00bc|\u0083\u00ca|micro)v(olts?)?$/i;

/** µV in one of this unit; `undefined` where it is no voltage. */
export function microvoltsPerUnit(unit: string): number | undefined {
  if (MICRO.test(unit)) return 1;
  if (/^nv$/i.test(unit)) return 1e-3;
  if (/^(m|milli)[vV](olts?)?$/.test(unit)) return 1e3; // not MV
  if (/^v(olts?)?$/i.test(unit)) return 1e6;
  return undefined;
}

/** A unit as a person reads it; EDF headers are ASCII. */
export function normalizeUnit(unit: string): string {
  return /^deg\s?c$/i.test(unit) ? '°C' : unit;
}

/** The same unit in ASCII, for a header that holds nothing else. */
export function asciiUnit(unit: string): string {
  return unit.replace(/[\u00b5\u03bc]/g, 'u').replace('°C', 'degC').replace('Ω', 'Ohm');
}
