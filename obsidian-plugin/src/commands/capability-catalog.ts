import { capabilities, type Effect } from '@iza/core/app';
import { z } from 'zod';

export interface CatalogEntry {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly fields: readonly CatalogField[];
}

/** One input of a capability, as a form shows it. */
export interface CatalogField {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'toggle' | 'choice' | 'list';
  readonly description: string;
  readonly required: boolean;
  readonly choices: readonly string[];
  readonly defaultValue: string | number | boolean | undefined;
}

/**
 * The capabilities that this surface offers, derived from the registry. `build.ts` evaluates this module and inlines its value:
 * the palette needs titles and fields at start, not the code that runs them, which is in the engine.
 */
export const capabilityCatalog: readonly CatalogEntry[] = capabilities
  .filter(({ leftOut }) => leftOut?.obsidian === undefined)
  .map(({ id, title, description, effect, input }) => ({ id, title, description, effect, fields: fieldsOf(input) }));

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

function fieldsOf(input: z.ZodType): CatalogField[] {
  const schema = z.toJSONSchema(input, { io: 'input' }) as JsonSchema;
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    kind: kindOf(property),
    description: property.description ?? '',
    required: schema.required?.includes(name) ?? false,
    choices: property.enum ?? [],
    defaultValue: isScalar(property.default) ? property.default : undefined,
  }));
}

function kindOf({ type, enum: choices }: JsonSchema): CatalogField['kind'] {
  if (choices) return 'choice';
  if (type === 'boolean') return 'toggle';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'array' ? 'list' : 'text';
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
