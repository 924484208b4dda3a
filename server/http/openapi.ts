import { z } from 'zod'
import { PROBLEMS } from '#server/contracts/problems.ts'
import type { AnyOperation } from '#server/domain/kit/index.ts'

type JsonObject = Record<string, unknown>

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function parametersOf(operation: AnyOperation, schema: JsonObject, inPath: string[]) {
  const properties = (schema.properties ?? {}) as Record<string, JsonObject>
  const required = (schema.required ?? []) as string[]
  const path = inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } }))
  if (operation.rest?.method !== 'GET') return path
  const query = Object.keys(properties)
    .filter((name) => !inPath.includes(name))
    .map((name) => ({ name, in: 'query', required: required.includes(name), schema: properties[name] }))
  return [...path, ...query]
}

function bodyOf(operation: AnyOperation, schema: JsonObject, inPath: string[]): JsonObject | undefined {
  if (operation.kind === 'command' && operation.content) {
    return { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
  }
  if (operation.rest?.method === 'GET' || operation.rest?.method === 'DELETE') return undefined
  const properties = Object.fromEntries(Object.entries((schema.properties ?? {}) as JsonObject).filter(([name]) => !inPath.includes(name)))
  const required = ((schema.required ?? []) as string[]).filter((name) => !inPath.includes(name))
  return { required: required.length > 0, content: { 'application/json': { schema: { type: 'object', properties, required } } } }
}

function describe(operation: AnyOperation, inPath: string[]): JsonObject {
  const schema = jsonSchema(operation.input, 'input')
  const requestBody = bodyOf(operation, schema, inPath)
  const status = String(operation.rest?.status ?? 200)
  return {
    operationId: operation.name,
    summary: operation.summary,
    'x-permission': operation.permission,
    parameters: [...parametersOf(operation, schema, inPath), ...(operation.kind === 'command' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [])],
    ...(requestBody ? { requestBody } : {}),
    responses: {
      [status]: { description: operation.summary, content: { 'application/json': { schema: jsonSchema(operation.output, 'output') } } },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const problemDocument = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'errors'],
  properties: {
    type: { type: 'string', enum: Object.keys(PROBLEMS).map((slug) => `/problems/${slug}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message', 'fix'],
        properties: { path: { type: 'string' }, message: { type: 'string' }, fix: { type: 'string' } },
      },
    },
  },
}

/** The OpenAPI 3.1 document of every operation that has a REST route. */
export function openApiDocument(operations: AnyOperation[]): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const operation of operations) {
    if (!operation.rest) continue
    const inPath = [...operation.rest.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '')
    const path = (paths[`/api/v1${operation.rest.path}`] ??= {})
    path[operation.rest.method.toLowerCase()] = describe(operation, inPath)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Countersign', version: '1', description: 'The governance console for machine-learning models.' },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description: 'A repetition within 24 hours is given the first answer.',
          schema: { type: 'string', maxLength: 255 },
        },
      },
      responses: { Problem: { description: 'A refusal', content: { 'application/problem+json': { schema: problemDocument } } } },
    },
  }
}
