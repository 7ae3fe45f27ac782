import { z } from 'zod';
import { configSchema } from './config-schema.ts';
import { environmentVariables } from './environment.ts';

export interface ConfigKey {
  /** `chat.model` */
  readonly key: string;
  readonly kind: 'text' | 'number' | 'integer' | 'boolean' | 'list';
  readonly choices: readonly string[] | undefined;
  /** As JSON, `undefined` for none. */
  readonly defaultValue: unknown;
  readonly description: string;
  readonly environment: readonly string[];
  readonly secret: boolean;
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Record<string, JsonSchema>;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
}

/** Every key of the config, derived from its schema, then the secrets, which only the environment may hold. */
export function listConfigKeys(): ConfigKey[] {
  // reason: zod's JSON Schema type covers every dialect; ours uses this part
  const schema = z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema;
  const secrets = [...new Set(environmentVariables.filter(({ secret }) => secret).map(({ key }) => key))];
  return [...leavesOf(schema, ''), ...secrets.map((key) => secretKey(key))];
}

function leavesOf(schema: JsonSchema, prefix: string): ConfigKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (property.properties) return leavesOf(property, key);
    return [
      {
        key,
        kind: kindOf(property),
        choices: property.enum,
        defaultValue: property.default,
        description: property.description ?? '',
        environment: variablesOf(key),
        secret: false,
      },
    ];
  });
}

function secretKey(key: string): ConfigKey {
  const description = environmentVariables.find((variable) => variable.key === key)?.note ?? '';
  return { key, kind: 'text', choices: undefined, defaultValue: undefined, description, environment: variablesOf(key), secret: true };
}

function variablesOf(key: string): string[] {
  return environmentVariables.filter((variable) => variable.key === key).map(({ name }) => name);
}

function kindOf({ type }: JsonSchema): ConfigKey['kind'] {
  if (type === 'array') return 'list';
  return type === 'number' || type === 'integer' || type === 'boolean' ? type : 'text';
}
