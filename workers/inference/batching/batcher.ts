import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { EngineError } from '#workers/inference/engine/engine.ts'
import type { EngineAnswers, ModelFile } from '#workers/inference/engine/protocol.ts'
import { Refused } from '#workers/inference/refused.ts'
import type { Asks } from './asks.ts'
import { joinFeeds, shapeKey, splitAnswer } from './join.ts'

type RunAnswer = EngineAnswers['run']

const APART_MS = 30_000
/** Runs shorter than this are worth waiting for, so that the next one takes more rows along. */
const SHORT_MS = 2
const MOST_PACES = 1000
/** Rows that make another run worth its messages to and fro. */
const WORTH_ROWS = 16

export interface RunJob {
  model: ModelFile
  feeds: Tensor[]
  fetches: string[]
  rows: number
  /** Whether rows of other requests may run with these: only where the model was seen to score each row for itself. */
  joins: boolean
}

export interface BatcherOptions {
  /** Runs at a time: as many as there are engine processes. */
  slots: number
  /** Rows of one joint run. */
  mostRows?: number
  /** Rows that may wait; above it, requests are refused. */
  mostWaiting?: number
  /** How long a request may wait for its turn. */
  patienceMs?: number
}

export interface Batcher {
  /** Runs the job, together with others where it can. Throws Refused 503 when it cannot wait, EngineError as the engine does. */
  run(job: RunJob): Promise<RunAnswer>
}

/** How long runs of one shape take (moving average), and how many are under way. */
interface Pace {
  running: number
  meanMs: number
}

interface Waiting extends RunJob {
  since: number
  done: (answer: RunAnswer) => void
  failed: (error: unknown) => void
}

/**
 * Joins the rows of requests that wait for the same model. What arrived in one turn of the event loop goes out at once when
 * an engine is free; while none is, requests gather, as they do while a short run of the same model is under way and few of
 * them wait. There is no timer and no delay to tune: the end of a run sends the next.
 * A joint run that fails is repeated request by request, so that a bad request fails alone.
 */
export function openBatcher(engine: Asks, options: BatcherOptions): Batcher {
  const { slots, mostRows = 256, mostWaiting = 50_000, patienceMs = 10_000 } = options
  const groups = new Map<string, Waiting[]>()
  let waitingRows = 0
  let running = 0
  let scheduled = false
  let alone = 0
  const apartUntil = new Map<string, number>()
  const paces = new Map<string, Pace>()

  const runOne = (job: RunJob): Promise<RunAnswer> => engine.ask({ kind: 'run', model: job.model, feeds: job.feeds, fetches: job.fetches })
  const runAlone = (job: Waiting): Promise<void> => runOne(job).then(job.done, job.failed)

  const runTogether = async (jobs: Waiting[]): Promise<void> => {
    if (jobs.length === 1) return runAlone(jobs[0])
    const joint = { ...jobs[0], feeds: joinFeeds(jobs.map((job) => job.feeds)) }
    const answers = await runOne(joint).then(
      (answer) =>
        splitAnswer(
          answer,
          jobs.map((job) => job.rows),
        ),
      (error: unknown) => {
        if (!(error instanceof EngineError) || error.kind !== 'failed') apartUntil.set(joint.model.digest, performance.now() + APART_MS)
        return null
      },
    )
    if (answers !== null) return jobs.forEach((job, i) => job.done(answers[i]))
    for (const job of jobs) if (!isTooLate(job)) await runAlone(job)
  }
  const isTooLate = (job: Waiting): boolean => {
    const late = performance.now() - job.since > patienceMs
    if (late) job.failed(new Refused(503, 'The inference worker is too busy to take the request in time.'))
    return late
  }
  /** Not while a request has lately ended the process of an engine: it would take its neighbours along again. */
  const joinsNow = (digest: string): boolean => {
    const until = apartUntil.get(digest)
    if (until === undefined) return true
    if (until < performance.now()) apartUntil.delete(digest)
    return until < performance.now()
  }

  const mayWait = (key: string, group: Waiting[]): boolean => {
    const pace = paces.get(key)
    return pace !== undefined && pace.running > 0 && pace.meanMs < SHORT_MS && group.length < WORTH_ROWS
  }
  /** The group whose turn it is, those left out that better wait for a run of theirs to end. */
  const nextKey = (): string | undefined => {
    for (const [key, group] of groups) if (!mayWait(key, group)) return key
    return undefined
  }
  const paceOf = (key: string): Pace => {
    const known = paces.get(key) ?? { running: 0, meanMs: SHORT_MS }
    if (paces.size >= MOST_PACES) paces.clear()
    paces.set(key, known)
    return known
  }
  /** The jobs of a group that waited longest, up to the rows of one run. */
  const take = (key: string): Waiting[] => {
    const group = groups.get(key) ?? []
    let count = 1
    for (let rows = group[0].rows; count < group.length && (rows += group[count].rows) <= mostRows;) count++
    groups.delete(key)
    if (count < group.length) groups.set(key, group.slice(count))
    const jobs = group.slice(0, count)
    for (const job of jobs) waitingRows -= job.rows
    return jobs.filter((job) => !isTooLate(job))
  }
  const start = (key: string, jobs: Waiting[]): void => {
    const pace = paceOf(jobs[0].joins ? key : '')
    const startedAt = performance.now()
    running++
    pace.running++
    void runTogether(jobs).finally(() => {
      running--
      pace.running--
      pace.meanMs += (performance.now() - startedAt - pace.meanMs) / 8
      schedule()
    })
  }
  const dispatch = (): void => {
    scheduled = false
    for (let key = nextKey(); key !== undefined; key = nextKey()) {
      if (running >= slots) return
      const jobs = take(key)
      if (jobs.length > 0) start(key, jobs)
    }
  }
  const schedule = (): void => {
    if (scheduled || groups.size === 0 || running >= slots) return
    scheduled = true
    setImmediate(dispatch)
  }
  return {
    run(job) {
      if (waitingRows >= mostWaiting) throw new Refused(503, 'The inference worker is too busy: too many rows wait already.')
      return new Promise((done, failed) => {
        const key = job.joins && joinsNow(job.model.digest) ? `${job.model.digest}\0${shapeKey(job.feeds, job.fetches)}` : `\0alone ${alone++}`
        const waiting: Waiting = { ...job, since: performance.now(), done, failed }
        const group = groups.get(key)
        if (group) group.push(waiting)
        else groups.set(key, [waiting])
        waitingRows += job.rows
        schedule()
      })
    },
  }
}
