import type { Circuit, Value } from '../circuit/index.ts';

/** What a circuit's variables hold before anything is put into them. */
export function initialVariables({ variables }: Circuit): Value[] {
  return variables.map(({ type }) => (type === 'bool' ? false : type === 'float' || type === 'angle' ? 0 : 0n));
}
