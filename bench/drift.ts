import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { DriftResult } from '#server/kernel/drift/drift-result.ts'
import type { AssessmentNews, AssessmentOutcome, AssessmentPlan, TableFile } from '#workers/monitor/assess/plan.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import { median, rounded } from './bench.ts'
import type { Bench, BenchResult } from './bench.ts'
import { CATEGORICAL_COLUMNS, NUMERIC_COLUMNS } from './drift-tables.ts'
import { watchResidentMemory } from './resident-memory.ts'

const ASSESS = fileURLToPath(new URL('../workers/monitor/assess/assess-child.ts', import.meta.url))
const TABLES = fileURLToPath(new URL('./drift-tables-child.ts', import.meta.url))
const FEATURES = [...NUMERIC_COLUMNS, ...CATEGORICAL_COLUMNS]
/** Rows a side; fewer by BENCH_DRIFT_ROWS, under a name that says so. */
const ROWS = Number(process.env.BENCH_DRIFT_ROWS ?? 1_000_000)
const NAME = `drift-default-${ROWS === 1_000_000 ? '1m' : ROWS}-${FEATURES.length}`
const LIMITS = { milliseconds: 600_000, megabytes: 4000 }
const ROUNDS = 3
/** The peer takes minutes. */
const PEER_ROUNDS = 1

interface Measured {
  seconds: number
  megabytes: number | null
}

const fileAt = (path: string, name: string): TableFile => ({ snapshotId: name, digest: name, path, format: 'parquet' })

/** An assessment of drift as the worker runs it, its process and threads started for it. */
async function assess(reference: string, current: string): Promise<Measured & { result: DriftResult }> {
  const plan: AssessmentPlan = {
    kinds: ['drift'],
    model: { digest: '', path: '' },
    signature: { inputs: [], outputs: [] },
    features: FEATURES,
    decision: null,
    schema: { protectedAttributes: [], features: FEATURES },
    evaluation: fileAt(current, 'current'),
    reference: fileAt(reference, 'reference'),
  }
  const memory = watchResidentMemory()
  const startedAt = performance.now()
  let result: DriftResult | null = null
  const onProgress = (said: unknown) => {
    const news = said as AssessmentNews
    if ('measured' in news) result = news.measured.result as unknown as DriftResult
  }
  const outcome = await runChild<AssessmentOutcome>(ASSESS, plan, LIMITS, { onProgress })
  const seconds = (performance.now() - startedAt) / 1000
  const megabytes = memory.stop()
  if (outcome.end !== 'answer' || result === null) throw new Error(`the assessment ended: ${JSON.stringify(outcome)}`)
  return { seconds, megabytes, result }
}

interface PeerAnswer extends Measured {
  name: string
  drifted: string[]
}

/** The same tables through Evidently in the Python that PEER_PYTHON names; null where there is none. */
async function askPeer(reference: string, current: string, say: (line: string) => void): Promise<PeerAnswer | null> {
  const python = process.env.PEER_PYTHON
  if (!python) return null
  const script = join(import.meta.dirname, 'peers', 'drift.py')
  try {
    const { stdout } = await promisify(execFile)(python, [script, reference, current, NUMERIC_COLUMNS.join(), CATEGORICAL_COLUMNS.join()], { maxBuffer: 1e8 })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PeerAnswer
  } catch (error) {
    say(`no peer: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

function resultOf(name: string, unit: string, ours: number, theirs: { name: string; value: number } | null): BenchResult {
  const result: BenchResult = { name, value: rounded(ours), unit, better: 'lower', baseline: null }
  return theirs ? { ...result, baseline: { name: theirs.name, value: rounded(theirs.value) }, ratio: rounded(theirs.value / ours) } : result
}

/** Drift of 40 numbers and 10 categories between two tables in Parquet: from the start of the worker's process to the verdict. */
export const drift: Bench = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const [reference, current] = ['reference', 'current'].map((side) => join(folder, `${side}.parquet`))
  try {
    say(`writing two tables of ${ROWS} rows and ${FEATURES.length} columns`)
    const written = await runChild(TABLES, { reference, current, rows: ROWS }, LIMITS)
    if (written.end !== 'answer') throw new Error(`the tables were not written: ${JSON.stringify(written)}`)
    const [ours, theirs]: [Measured[], PeerAnswer[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      const measured = await assess(reference, current)
      ours.push(measured)
      const drifted = measured.result.features.filter(({ verdict }) => verdict === 'drift').length
      say(`${rounded(measured.seconds)} s, ${rounded(measured.megabytes ?? NaN)} MB: ${drifted} of ${FEATURES.length} features drift`)
      const answer = round < PEER_ROUNDS ? await askPeer(reference, current, say) : null
      if (!answer) continue
      theirs.push(answer)
      say(`${answer.name}: ${rounded(answer.seconds)} s, ${rounded(answer.megabytes ?? NaN)} MB: ${answer.drifted.length} features drift`)
    }
    const seconds = median(ours.map((each) => each.seconds))
    const megabytes = ours.flatMap((each) => each.megabytes ?? [])
    const peerMegabytes = theirs.flatMap((each) => each.megabytes ?? [])
    const results = [resultOf(NAME, 's', seconds, theirs.length === 0 ? null : { name: theirs[0].name, value: median(theirs.map((each) => each.seconds)) })]
    if (megabytes.length > 0) {
      const peer = peerMegabytes.length === 0 ? null : { name: theirs[0].name, value: Math.max(...peerMegabytes) }
      results.push(resultOf(`${NAME}-peak-rss`, 'MB', Math.max(...megabytes), peer))
    }
    return results
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
