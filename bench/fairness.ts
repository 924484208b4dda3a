import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assessFairness } from '#server/kernel/fairness/assess-fairness.ts'
import { groupCounts } from '#server/kernel/fairness/group-counts.ts'
import type { AttributeCodes } from '#server/kernel/fairness/group-counts.ts'
import { groupRates } from '#server/kernel/fairness/group-measures.ts'
import type { RateName } from '#server/kernel/fairness/rates.ts'
import { shareOf } from '#server/kernel/fairness/rates.ts'
import { spreadDifference, spreadRatio } from '#server/kernel/fairness/spread.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { median, rounded } from './bench.ts'
import type { Bench, BenchResult } from './bench.ts'
import { openPeer } from './peer.ts'

const ROWS = 1_000_000
const REPLICATES = 10_000
const ROUNDS = 3
const METRICS = ['selectionRate', 'truePositiveRate', 'falsePositiveRate', 'falseNegativeRate', 'trueNegativeRate'] as const satisfies RateName[]

interface Rows {
  attributes: AttributeCodes[]
  selected: Uint8Array
  truth: Uint8Array
}

/** Three attributes of 10, 2 and 5 values; groups differ a little in truth and decisions. */
function makeRows(): Rows {
  const random = seededRandom(20_261_125)
  const attributes = Object.entries({ region: 10, sex: 2, age: 5 }).map(([attribute, values]) => ({
    attribute,
    codes: Int32Array.from({ length: ROWS }, () => random.integer(values)),
    names: Array.from({ length: values }, (_, value) => String(value)),
  }))
  const truth = Uint8Array.from({ length: ROWS }, (_, row) => (random.uniform() < 0.3 + 0.01 * attributes[0].codes[row] ? 1 : 0))
  const selected = truth.map((good, row) => (random.uniform() < (good ? 0.7 : 0.2) + 0.02 * attributes[1].codes[row] ? 1 : 0))
  return { attributes, selected, truth }
}

/** What Fairlearn measured on the rows written to its folder. */
interface PeerAnswer {
  seconds: number
  rates: Record<string, number[]>
}

const valueOf = (measure: Measure): number => ('value' in measure ? measure.value : NaN)

function timed<T>(work: () => T): { result: T; seconds: number } {
  const startedAt = performance.now()
  const result = work()
  return { result, seconds: (performance.now() - startedAt) / 1000 }
}

/** From rows to five rates of ten groups with their intervals, and the spread of each: what a MetricFrame gives, and more. */
function frameOf({ attributes: [codes], selected, truth }: Rows) {
  const groups = groupCounts(codes, selected, truth)
  const spreads = METRICS.map((rate) => {
    const shares = groups.map((group) => shareOf(rate, group))
    return { rate, difference: spreadDifference([shares]), ratio: spreadRatio(shares) }
  })
  return { groups: groups.map((group) => ({ group: group.group, rates: groupRates(group) })), spreads }
}

function agree(ours: ReturnType<typeof frameOf>, peer: PeerAnswer): void {
  for (const rate of METRICS)
    ours.groups.forEach(({ rates }, g) => {
      if (!(Math.abs(valueOf(rates[rate]) - peer.rates[rate][g]) < 1e-12)) throw new Error(`${rate} of group ${g} is not the peer's`)
    })
}

async function frames(rows: Rows, folder: string, say: (line: string) => void): Promise<BenchResult> {
  writeFileSync(join(folder, 'groups.i32'), rows.attributes[0].codes)
  writeFileSync(join(folder, 'selected.u8'), rows.selected)
  writeFileSync(join(folder, 'truth.u8'), rows.truth)
  const peer = await openPeer<null, PeerAnswer>('fairness.py', folder, say)
  const [ours, theirs]: [number[], number[]] = [[], []]
  try {
    frameOf(rows)
    for (let round = 0; round < ROUNDS; round++) {
      const { result, seconds } = timed(() => frameOf(rows))
      ours.push(seconds)
      const answer = await peer?.ask(null)
      if (!answer) continue
      agree(result, answer)
      theirs.push(answer.seconds)
      say(`round ${round + 1}: ${rounded(seconds)} s, ${peer?.name} ${rounded(answer.seconds)} s, the same rates`)
    }
  } finally {
    peer?.close()
  }
  const value = median(ours)
  const measured = { name: 'metricframe-1m', value: rounded(value), unit: 's', better: 'lower' as const }
  return peer === null
    ? { ...measured, baseline: null }
    : { ...measured, baseline: { name: peer.name, value: rounded(median(theirs)) }, ratio: rounded(median(theirs) / value) }
}

/** Every measure of three attributes and their four crossings, nulls and intervals from 10,000 replicates. */
function intersections(rows: Rows, say: (line: string) => void): BenchResult {
  const seconds = Array.from({ length: ROUNDS }, () => {
    const { result, seconds: took } = timed(() => assessFairness(rows, { replicates: REPLICATES }))
    say(`${result.attributes.length} attributes and ${result.intersections.length} crossings in ${rounded(took)} s`)
    return took
  })
  return { name: 'intersections-1m-10000-bootstrap', value: rounded(median(seconds)), unit: 's', better: 'lower' }
}

/** A million rows from memory to fairness, beside Fairlearn on the same rows. */
export const fairness: Bench = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'fairness-bench-'))
  try {
    const rows = makeRows()
    return [await frames(rows, folder, say), intersections(rows, say)]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
