import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/contracts/actor.ts'
import type { PredictionItem } from '#server/contracts/predictions.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { log } from '#server/log.ts'
import { csvLine } from './csv-line.ts'
import { problemOf, problemResponse } from './problem.ts'

/** Beyond this many a search is cut, and says so in its last line. */
const MOST = 100_000
const PAGE = 500

type Column = readonly [header: string, cell: (item: PredictionItem) => string | number | null]
const COLUMNS: readonly Column[] = [
  ['prediction', (item) => item.id],
  ['model', (item) => item.model],
  ['version', (item) => item.version],
  ['decided_at', (item) => item.eventTime],
  ['received_at', (item) => item.receivedAt],
  ['rows', (item) => item.rows],
  ['entity_ids', (item) => item.entityIds.join(' ')],
  ['positive_rows', (item) => item.positives],
  ['score_low', (item) => item.scores?.low ?? null],
  ['score_high', (item) => item.scores?.high ?? null],
  ['latency_ms', (item) => item.latencyMs],
  ['execution_provider', (item) => item.executionProvider],
  ['grant', (item) => item.grantId],
  ['trace', (item) => item.traceId],
]
const HEADER = csvLine(COLUMNS.map(([header]) => header))
const lineOf = (item: PredictionItem): string => csvLine(COLUMNS.map(([, cell]) => cell(item)))

/** The pages of a search as text, one after another as they are read; `most` predictions at most. */
async function* pagesOf(runtime: Runtime, actor: Actor | null, search: Record<string, unknown>, most: number): AsyncGenerator<string> {
  let header = HEADER
  let left = most
  for (let cursor: string | null | undefined; cursor !== null;) {
    const input = { ...search, limit: Math.min(PAGE, left), ...(cursor === undefined ? {} : { cursor }) }
    const { items, nextCursor } = await runOperation(runtime, servingOperations.listPredictions, { actor }, input)
    left -= items.length
    const isCut = nextCursor !== null && left === 0
    yield header + items.map(lineOf).join('') + (isCut ? csvLine([`Cut here: the first ${most} of more. Search for less to have them all.`]) : '')
    header = ''
    cursor = isCut ? null : nextCursor
  }
}

/**
 * What a search of predictions finds as a CSV that is sent while it is read: `search` are the fields of `list-predictions`.
 * A search that is refused is answered as a problem document; who may no longer read gets no further page.
 */
export async function predictionCsv(runtime: Runtime, actor: Actor | null, search: Record<string, unknown>, most = MOST): Promise<Response> {
  const traceId = randomBytes(16).toString('hex')
  const pages = pagesOf(runtime, actor, search, most)
  try {
    const first = await pages.next()
    const encoder = new TextEncoder()
    let waiting: IteratorResult<string> | null = first
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const page = waiting ?? (await pages.next())
        waiting = null
        if (page.done) controller.close()
        else controller.enqueue(encoder.encode(page.value))
      },
      cancel: () => void pages.return(undefined),
    })
    const name = `predictions-${new Date().toISOString().slice(0, 10)}.csv`
    return new Response(body, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
        'x-trace-id': traceId,
      },
    })
  } catch (error) {
    const problem = problemOf(error, traceId)
    if (problem.slug === 'internal') log.error({ err: error, traceId }, 'the export of predictions failed')
    return problemResponse(problem, traceId)
  }
}
