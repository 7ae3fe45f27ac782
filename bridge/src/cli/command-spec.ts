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
  /** The property taken without a flag; it can be given as one too. */
  readonly positional: string | undefined;
  readonly flags: readonly FlagSpec[];
}

interface PropertySchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: PropertySchema;
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
  return { id: capability.id, area, verb: kebabCase(verb), title: capability.title, description: capability.description, positional: capability.positional, flags };
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
