import { didYouMean } from '../../foundation/index.ts';
import type { Elaboration } from './elaboration.ts';
import { Fault } from './fault.ts';
import { builtInGate, definedGate, headerGate, headersOf, type NamedGate } from './gate-named.ts';
import type { Scope } from './symbols.ts';
import type { StatementSyntax } from './syntax.ts';

/** Gates that a mistyped name may mean. */
const COMMON_GATES = ['h', 'x', 'y', 'z', 's', 'sdg', 't', 'tdg', 'sx', 'rx', 'ry', 'rz', 'p', 'u1', 'u2', 'u3', 'cx', 'cy', 'cz', 'ch', 'cp', 'crx', 'cry', 'crz', 'swap', 'ccx', 'cswap', 'U', 'gphase'];

/** A program's own gate wins over a header's of the same name: headers have grown since old programs were written. */
export function findGate(name: string, scope: Scope, { major, headers }: Elaboration): NamedGate | undefined {
  const thing = scope.find(name);
  if (thing?.kind === 'gate') return definedGate(thing.definition);
  const builtIn = builtInGate(name, major);
  if (builtIn) return builtIn;
  for (const header of headers) {
    const gate = headerGate(name, header);
    if (gate) return gate;
  }
  return undefined;
}

/** @throws Fault that says why there is no such gate, and what could be meant */
export function missingGate({ name, operands }: Extract<StatementSyntax, { type: 'apply' }>, scope: Scope, elaboration: Elaboration): never {
  const thing = scope.find(name.name);
  if (thing?.kind === 'faulty') throw new Fault(name, '');
  if (thing?.kind === 'opaque') throw new Fault(name, `The gate ${name.name} is opaque: nothing says what it does, so it cannot be run.`, `Define it: gate ${name.name} … { … }`);
  if (thing?.kind === 'subroutine') throw new Fault(name, `${name.name} is a subroutine: write ${name.name}(…);`);
  if (headersOf(name.name).length > 0 && elaboration.headers.size === 0) throw new Fault(name, `The gate ${name.name} is not defined.`, `Add: include "${elaboration.major === 2 ? 'qelib1.inc' : 'stdgates.inc'}";`);
  if (operands.length === 0) return elaboration.contextIn(scope).missing(name.name, name);
  const known = [...scope.names().filter((candidate) => scope.find(candidate)?.kind === 'gate'), ...COMMON_GATES.filter((candidate) => findGate(candidate, scope, elaboration))];
  const near = didYouMean(name.name, known);
  throw new Fault(name, `The gate ${name.name} is not defined.`, near && `Did you mean ${near}?`);
}
