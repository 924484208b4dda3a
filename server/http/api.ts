import { authenticateRequest } from '#server/auth/actor.ts'
import { operations } from '#server/domain/operations.ts'
import { webRuntime } from '#server/runtime.ts'
import { openApiDocument } from './openapi.ts'
import { makeRestHandler } from './rest.ts'

export const restHandler = makeRestHandler({ runtime: webRuntime, operations, authenticate: authenticateRequest })

let document: string | null = null

/** The OpenAPI document as text, made once. */
export const openApiText = (): string => (document ??= JSON.stringify(openApiDocument(operations)))
