import type { Operation } from '../circuit/index.ts';

/** Applies `pass` to a row of operations and, before it, to the bodies of conditions and loops in it. */
export function mapBlocks(operations: readonly Operation[], pass: (row: readonly Operation[]) => Operation[]): Operation[] {
  return pass(
    operations.map((operation) => {
      if (operation.type === 'if') return { ...operation, body: mapBlocks(operation.body, pass), otherwise: mapBlocks(operation.otherwise, pass) };
      return operation.type === 'while' ? { ...operation, body: mapBlocks(operation.body, pass) } : operation;
    }),
  );
}
