import type { Capability } from '@iza/core/app';
import { z } from 'zod';

/** One option of a command, as plain data: help, completion and the parser are all made of it. */
export interface FlagSpec {
  /** Without the dashes: `per-note`. */
  readonly name: string;
  /** The input property it fills: `perNote`. */
  readonly property: string;
  readonly kind: 'boolean' | 'text' | 'number' | 'integer';
  readonly repeatable: boolean;
  /** Parts one word into several values: `,` for `--channels C3,C4`. From `.meta({ separator: ',' })` of the array's schema. */
  readonly separator: string | undefined;
  /** How many values a list must have, where that is fixed: 2 for a range. */
  readonly itemCount: number | undefined;
  readonly required: boolean;
  readonly choices: readonly string[] | undefined;
  readonly defaultValue: unknown;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly description: string;
}

/** A capability as the terminal offers it. */
export interface CommandSpec {
  readonly id: string;
  readonly area: string;
  readonly verb: string;
  readonly title: string;
  readonly description: string;
  /** The properties taken without a flag, in order; they can be given as flags too. */
  readonly positionals: readonly string[];
  /** Whether all words make up the one positional, instead of one word each. */
  readonly joinsWords: boolean;
  readonly flags: readonly FlagSpec[];
}

interface PropertySchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: PropertySchema;
  readonly separator?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export function deriveCommand(capability: Capability): CommandSpec {
  const [area = '', verb = ''] = capability.id.split('.');
  // reason: zod's JSON Schema type covers every dialect; ours uses this part
  const schema = z.toJSONSchema(capability.input, { io: 'input' }) as { properties?: Record<string, PropertySchema>; required?: string[] };
  const flags = Object.entries(schema.properties ?? {}).map(([property, propertySchema]) => deriveFlag(property, propertySchema, schema.required?.includes(property) ?? false));
  const { id, title, description, positional } = capability;
  const positionals = positional === undefined ? [] : typeof positional === 'string' ? [positional] : [...positional];
  return { id, area, verb: kebabCase(verb), title, description, positionals, joinsWords: typeof positional === 'string', flags };
}

/** The commands of the terminal, in the registry's order, without those that leave it out. */
export function deriveCommands(capabilities: readonly Capability[]): CommandSpec[] {
  return capabilities.filter(({ leftOut }) => leftOut?.terminal === undefined).map((capability) => deriveCommand(capability));
}

function deriveFlag(property: string, schema: PropertySchema, required: boolean): FlagSpec {
  const repeatable = schema.type === 'array';
  const value = repeatable ? (schema.items ?? {}) : schema;
  const kind = value.type === 'boolean' || value.type === 'number' || value.type === 'integer' ? value.type : 'text';
  return {
    name: kebabCase(property),
    property,
    kind,
    repeatable,
    separator: repeatable ? schema.separator : undefined,
    itemCount: repeatable && schema.minItems === schema.maxItems ? schema.minItems : undefined,
    required,
    choices: value.enum,
    defaultValue: schema.default,
    // zod writes the range of safe integers for a plain integer: that is no limit a person set.
    minimum: value.minimum === Number.MIN_SAFE_INTEGER ? undefined : value.minimum,
    maximum: value.maximum === Number.MAX_SAFE_INTEGER ? undefined : value.maximum,
    description: schema.description ?? '',
  };
}

/** @example kebabCase('perNote') === 'per-note' */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
