import type { Signature, TensorDeclaration } from '#server/contracts/registry.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { decodeTensor, TensorError } from '#server/kernel/tensor/decode.ts'
import { fixedBatch } from '#server/kernel/tensor/feeds.ts'
import { Refused, refuseWith } from '#workers/inference/refused.ts'
import { readParameters } from './read-parameters.ts'

/** Values of one input, rows of one request: what a body of 32 MB can say. */
const MOST_VALUES = 4_000_000
const MOST_ROWS = 100_000
const LONGEST_ID = 512
export const ENTITY_INPUT = 'entity_id'

/** A request of the protocol that fits the model's signature. */
export interface InferRequest {
  id: string | null
  /** The model's inputs in the order of its signature. */
  feeds: Tensor[]
  /** The model's inputs as they were received, as a JSON array; entity ids left out. */
  recorded: string
  entityIds: string[] | null
  rows: number
  /** Names of the outputs asked for, in the order of the signature. */
  fetches: string[]
  explain: boolean
  /** When the decision was made, in epoch milliseconds, where the client says. */
  eventTime: number | null
}

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value)

/** Text that Postgres can hold: no NUL. */
const isPlainText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_ID && !value.includes('\0')

function parseBody(body: string): Fields {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    refuseWith(400, 'The body is not JSON: send an object with inputs, as the Open Inference Protocol v2 says.')
  }
  return isFields(parsed) ? parsed : refuseWith(400, 'The body must be a JSON object with inputs.')
}

function readId(id: unknown): string | null {
  if (id === undefined || id === null) return null
  return isPlainText(id) ? id : refuseWith(400, `The id must be a text of at most ${LONGEST_ID} characters.`)
}

function readInputs(given: unknown): Map<string, Fields> {
  if (!Array.isArray(given)) return refuseWith(400, 'inputs must be an array of tensors.')
  const byName = new Map<string, Fields>()
  for (const input of given) {
    if (!isFields(input) || typeof input.name !== 'string') refuseWith(400, 'Each input must be an object with name, shape, datatype and data.')
    if (byName.has(input.name)) refuseWith(400, `Input "${input.name}" was sent twice.`)
    byName.set(input.name, input)
  }
  return byName
}

function rowsOf(feeds: readonly Tensor[], declared: readonly TensorDeclaration[]): number {
  const first = declared.findIndex((input) => input.shape[0] === -1)
  if (first === -1) return declared.every((input) => input.shape.length > 1) ? (fixedBatch(declared) ?? 1) : 1
  const rows = feeds[first].dims[0]
  if (rows < 1) refuseWith(400, `Input "${feeds[first].name}" has no rows: send at least one.`)
  if (rows > MOST_ROWS) refuseWith(400, `Input "${feeds[first].name}" has ${rows} rows; at most ${MOST_ROWS} are taken in one request.`)
  feeds.forEach((feed, at) => {
    if (declared[at].shape[0] === -1 && feed.dims[0] !== rows) {
      refuseWith(400, `Input "${feed.name}" has ${feed.dims[0]} rows, but "${feeds[first].name}" has ${rows}: all inputs need the same number.`)
    }
  })
  return rows
}

function readEntityIds(given: unknown, rows: number): string[] {
  const { values } = decodeTensor(given, { name: ENTITY_INPUT, datatype: 'BYTES', shape: [rows] }, { values: MOST_ROWS })
  const ids = values as string[]
  const wrong = ids.findIndex((id) => !isPlainText(id))
  if (wrong >= 0) refuseWith(400, `Input "${ENTITY_INPUT}" holds at position ${wrong} what is not a text of at most ${LONGEST_ID} characters.`)
  return ids
}

function readFetches(given: unknown, signature: Signature): string[] {
  const known = signature.outputs.map((output) => output.name)
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return known
  if (!Array.isArray(given)) return refuseWith(400, 'outputs must be an array of objects with a name.')
  const asked = given.map((output) => (isFields(output) ? output.name : output))
  const unknown = asked.find((name) => !known.some((one) => one === name))
  if (unknown !== undefined) refuseWith(400, `Output ${JSON.stringify(unknown)} is not of this model: it has ${known.map((name) => `"${name}"`).join(', ')}.`)
  return known.filter((name) => asked.includes(name))
}

function readFeeds(inputs: Map<string, Fields>, signature: Signature): Tensor[] {
  return signature.inputs.map((declared) => {
    const given = inputs.get(declared.name)
    if (!given) {
      const shape = declared.shape.map((dim) => (dim < 0 ? 'N' : dim)).join(', ')
      refuseWith(400, `Input "${declared.name}" is missing: ${declared.datatype} of shape [${shape}].`)
    }
    return decodeTensor(given, declared, { values: MOST_VALUES })
  })
}

function read(body: string, signature: Signature, receivedAt: number): InferRequest {
  const fields = parseBody(body)
  const inputs = readInputs(fields.inputs)
  const feeds = readFeeds(inputs, signature)
  const rows = rowsOf(feeds, signature.inputs)
  const isOwn = (name: string) => signature.inputs.some((declared) => declared.name === name)
  const entities = isOwn(ENTITY_INPUT) ? undefined : inputs.get(ENTITY_INPUT)
  const entityIds = entities === undefined ? null : readEntityIds(entities, rows)
  if (inputs.size > feeds.length + (entityIds ? 1 : 0)) {
    const extra = [...inputs.keys()].find((name) => !isOwn(name) && name !== ENTITY_INPUT)
    refuseWith(400, `Input "${extra}" is not of this model: it takes ${signature.inputs.map((input) => `"${input.name}"`).join(', ')}.`)
  }
  const asReceived = signature.inputs.map(({ name, datatype }) => {
    const { shape, data } = inputs.get(name) ?? {}
    return { name, datatype, shape, data }
  })
  return {
    id: readId(fields.id),
    feeds,
    recorded: JSON.stringify(asReceived),
    entityIds,
    rows,
    fetches: readFetches(fields.outputs, signature),
    ...readParameters(fields.parameters, receivedAt),
  }
}

/**
 * Reads the body of an infer request, received at `receivedAt` (epoch milliseconds), against what the model declares.
 * Throws Refused 400 with a sentence that names the input and says what it should be.
 */
export function readInferRequest(body: string, signature: Signature, receivedAt: number): InferRequest {
  try {
    return read(body, signature, receivedAt)
  } catch (error) {
    if (error instanceof TensorError) throw new Refused(400, error.message)
    throw error
  }
}
