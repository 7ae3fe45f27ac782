import { describe, expect, test } from 'vitest';
import { runnableCases } from '../../testing/index.ts';
import { boardContract } from './board-contract.test-support.ts';
import { boardSubjects } from './board-subjects.test-support.ts';
import { boards } from './boards.ts';

for (const { name, subject, skips } of boardSubjects) {
  describe(`the board ${name} passes the board contract`, () => {
    const { run, skipped } = runnableCases(boardContract, skips);
    for (const contractCase of run) test(contractCase.name, () => contractCase.run(subject));
    for (const skip of skipped) test.skip(`${skip.case} (${skip.reason})`, () => undefined);
  });
}

test('the contract is run over every board of the registry', () => {
  expect(boardSubjects.map(({ subject }) => subject.board.id)).toEqual(expect.arrayContaining(Object.keys(boards)));
});
