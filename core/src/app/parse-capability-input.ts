import type { z } from 'zod';
import { IzaError } from '../foundation/index.ts';
import type { Capability } from './capability.ts';

/** @throws IzaError `bad-input` that names the property, what was expected and how to see the rest */
export function parseCapabilityInput(capability: Capability, input: unknown): z.output<typeof capability.input> {
  const parsed = capability.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const where = issue.path.length > 0 ? `"${issue.path.join('.')}": ` : '';
    return `${where}${issue.message}`;
  });
  throw new IzaError('bad-input', `Cannot run ${capability.id}: ${problems.join('; ')}`, { cause: parsed.error });
}
