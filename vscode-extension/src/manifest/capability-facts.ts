import { capabilities, type Effect } from '@iza/core/app';
import { z } from 'zod';

/** What the extension host needs to know of a capability to offer it. Plain data: the capability itself runs in the worker. */
export interface CapabilityFacts {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  /** The inputs that a person is asked for first, also where they are optional. */
  readonly positional?: string | readonly string[] | undefined;
  /** JSON Schema of the input. */
  readonly inputSchema: InputSchema;
}

interface InputSchema {
  readonly type: 'object';
  readonly properties?: Readonly<Record<string, { readonly type?: string; readonly description?: string }>>;
  readonly required?: readonly string[];
}

/** Every capability that this host offers, as `capability-facts.json` holds it. */
export function factsOfCapabilities(): CapabilityFacts[] {
  return capabilities
    .filter(({ leftOut }) => leftOut?.vscode === undefined)
    .map(({ id, title, description, effect, positional, input }) => {
      const { $schema: _dialect, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
      return { id, title, description, effect, ...(positional && { positional }), inputSchema: inputSchema as InputSchema }; // reason: a capability's input is an object schema
    });
}
