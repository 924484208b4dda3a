import type { ScoreSummary } from '#server/kernel/scores/summarise-scores.ts'

/** What is kept of one request; `inputs` and `outputs` are JSON arrays of protocol tensors. */
export interface PredictionRow {
  id: string
  modelId: string
  versionId: string
  deploymentId: string
  grantId: string
  servingDigest: string
  variant: string
  requestId: string | null
  rows: number
  inputs: string
  outputs: string
  entityIds: readonly string[] | null
  /** Epoch milliseconds. */
  receivedAt: number
  /** Epoch milliseconds. */
  eventTime: number
  latencyUs: number
  deviceNs: bigint
  executionProvider: string
  traceId: string
  principalId: string
  scores: ScoreSummary
}

export const COLUMNS =
  'id, model_id, version_id, deployment_id, grant_id, serving_digest, variant, request_id, rows, inputs, outputs, entity_ids, received_at, event_time, latency_us, device_ns, execution_provider, trace_id, principal_id, score_low, score_high, positives, score_band'

const SPECIAL = /[\\\t\n\r\b\f\v]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\b': '\\b', '\f': '\\f', '\v': '\\v' }

/** A text as COPY's text format wants it. */
const escaped = (text: string): string => (SPECIAL.test(text) ? text.replace(/[\\\t\n\r\b\f\v]/g, (character) => ESCAPES[character]) : text)
const element = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
const list = (texts: readonly string[]): string => escaped(`{${texts.map(element).join(',')}}`)

const number = (value: number | null): string => (value === null ? '\\N' : String(value))

/** One line of COPY's text format, in the order of COLUMNS. */
export const copyLine = (row: PredictionRow): string =>
  `${row.id}\t${row.modelId}\t${row.versionId}\t${row.deploymentId}\t${row.grantId}\t${row.servingDigest}\t${row.variant}\t${row.requestId === null ? '\\N' : escaped(row.requestId)}\t${row.rows}\t${escaped(row.inputs)}\t${escaped(row.outputs)}\t${row.entityIds === null ? '\\N' : list(row.entityIds)}\t${new Date(row.receivedAt).toISOString()}\t${new Date(row.eventTime).toISOString()}\t${row.latencyUs}\t${row.deviceNs}\t${row.executionProvider}\t${row.traceId}\t${row.principalId}\t${number(row.scores.low)}\t${number(row.scores.high)}\t${number(row.scores.positives)}\t${number(row.scores.band)}\n`
