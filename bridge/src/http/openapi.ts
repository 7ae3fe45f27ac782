import type { Capability } from '@iza/core/app';
import { z } from 'zod';
import { CALL_HEADER } from './guard.ts';

/** The HTTP surface as an OpenAPI 3.1 document, derived from the capabilities. */
export function openApiDocument(capabilities: readonly Capability[], version: string): Readonly<Record<string, unknown>> {
  const shared: Record<string, unknown> = {};
  const paths = Object.fromEntries(capabilities.map((capability) => [pathOf(capability), { post: operationOf(capability, shared) }]));
  return {
    openapi: '3.1.0',
    info: {
      title: 'IZA bridge',
      version,
      description: 'Answers from your own notes, on this machine only. With "Accept: text/event-stream" a call sends progress and delta events before its result.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The token that `iza start` prints and keeps in a file of this user' } },
      parameters: { iza: { name: CALL_HEADER, in: 'header', required: true, schema: { type: 'string' }, description: 'Any value; proves that the call is no plain form of another page' } },
      schemas: {
        ...shared,
        Problem: {
          type: 'object',
          required: ['title', 'status', 'detail', 'code'],
          properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' }, code: { type: 'string' } },
        },
        Progress: {
          type: 'object',
          required: ['doneCount', 'message'],
          properties: { doneCount: { type: 'integer' }, totalCount: { type: 'integer' }, message: { type: 'string' } },
        },
      },
      responses: { Problem: { description: 'What went wrong', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
    },
  };
}

/** `/v1/notes/search` */
export function pathOf({ id }: Pick<Capability, 'id'>): string {
  return `/v1/${id.replace('.', '/')}`;
}

function operationOf(capability: Capability, shared: Record<string, unknown>): Record<string, unknown> {
  const name = capability.id.replace('.', '_');
  const problem = { $ref: '#/components/responses/Problem' };
  return {
    operationId: name,
    tags: [capability.id.split('.')[0]],
    summary: capability.title,
    description: capability.description,
    'x-iza-permission': capability.permission,
    'x-iza-effect': capability.effect,
    parameters: [{ $ref: '#/components/parameters/iza' }],
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(capability.input, 'input', `${name}_input`, shared) } } },
    responses: {
      '200': {
        description: 'The result, or the events that lead to it',
        content: {
          'application/json': { schema: schemaOf(capability.output, 'output', `${name}_output`, shared) },
          'text/event-stream': { schema: { type: 'string', description: 'Events: progress, delta, then result or error' } },
        },
      },
      ...Object.fromEntries(['400', '401', '403', '404', '413', '415', '500'].map((status) => [status, problem])),
    },
  };
}

/** A schema for the document. What it defines within itself (recursive JSON) moves to the shared schemas, where references can find it. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', name: string, shared: Record<string, unknown>): unknown {
  const { $schema: _, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const { $defs = {}, ...rest } = JSON.parse(JSON.stringify(own).replaceAll('"#/$defs/', `"#/components/schemas/${name}_`)) as { $defs?: Record<string, unknown> };
  for (const [definition, value] of Object.entries($defs)) shared[`${name}_${definition}`] = value;
  return rest;
}
