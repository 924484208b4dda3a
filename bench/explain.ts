import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeRows } from '#server/kernel/explain/additive-model.ts'
import type { AdditiveModel } from '#server/kernel/explain/additive-model.ts'
import { coversOf } from '#server/kernel/explain/ensemble/covers.ts'
import { explainerFor } from '#server/kernel/explain/explainer-for.ts'
import { explainRows } from '#server/kernel/explain/explain-rows.ts'
import { prepareBackground } from '#server/kernel/explain/prepare-background.ts'
import { preparePathDependent } from '#server/kernel/explain/prepare-path-dependent.ts'
import type { PreparedBackground } from '#server/kernel/explain/prepared-model.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { readModel } from '#server/kernel/onnx/read-model.ts'
import { median, quantile, rounded } from './bench.ts'
import type { Bench, BenchResult } from './bench.ts'
import { openPeer } from './peer.ts'
import type { Peer } from './peer.ts'

const MODEL = join(import.meta.dirname, '..', 'data', 'models', 'bench', 'gbm-200x6x30.onnx')
const TREES = 100
const FEATURES = Array.from({ length: 30 }, (_, i) => `f${i}`)
const ROWS = 4000
const BACKGROUND = 100_000
const TRAINING = 10_000
const ROUNDS = 5
const SINGLE_ROWS = 3000
/** Rows of the peer's turn: about half a second. */
const PEER_ROWS = { interventional: 100, 'path-dependent': 400 }
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }

interface PeerQuestion {
  method: 'interventional' | 'path-dependent'
  background: number
  rows: number
}

/** What the peer measured: seconds for its rows, and the contributions it found (row-major). */
interface PeerAnswer {
  seconds: number
  rows: number
  contributions: number[]
}

/** Thresholds and leaves are float32 in the file; the peer compares with float32 thresholds too. */
const AGREEMENT = 1e-6

/** The first hundred boosted trees of depth 6 of the bench model. */
function hundredTrees(): AdditiveModel {
  const explainer = explainerFor(readModel(readFileSync(MODEL)), { output: 'probabilities', class: 1 }, FEATURES)
  if (!explainer.exact) throw new Error(explainer.why)
  const { model } = explainer
  return { ...model, constant: 0, trees: { ...model.trees, roots: model.trees.roots.slice(0, TREES) } }
}

/** Rows whose values lie as the thresholds of their column do, which boosting put among the training values: they part at every node. */
function rowsLike({ trees, columns }: AdditiveModel, count: number, seed: number): Float64Array {
  const thresholds = FEATURES.map((_, feature) =>
    trees.threshold.filter((_, node) => trees.column[node] >= 0 && columns[trees.column[node]].player === feature),
  )
  const random = seededRandom(seed)
  const rows = new Float64Array(count * FEATURES.length)
  for (let i = 0; i < rows.length; i++) {
    const own = thresholds[i % FEATURES.length]
    rows[i] = Math.fround((own.length === 0 ? 0 : own[random.integer(own.length)]) + 0.1 * random.normal())
  }
  return rows
}

/** SHAP refuses a leaf without rows; with next to none its values are ours to nine digits. */
const LEAST_SHARE = 1e-9

/** The same trees as the peer takes them, with the covers of the training rows. */
function writeForPeer(folder: string, model: AdditiveModel, training: Float64Array, count: number): void {
  const { trees, columns } = model
  const { share } = coversOf(trees, encodeRows(model, { numbers: training }, count), columns.length, count)
  const described = Array.from(trees.roots, (root) => {
    const nodes: number[] = []
    const covers: number[] = []
    const place = new Map<number, number>()
    const add = (node: number, cover: number): void => {
      place.set(node, nodes.push(node) - 1)
      covers.push(cover)
      if (trees.column[node] < 0) return
      for (const child of [trees.yes[node], trees.no[node]]) add(child, cover * Math.max(share[child], LEAST_SHARE))
    }
    add(root, count)
    const branch = (next: Int32Array) => nodes.map((node) => (trees.column[node] < 0 ? -1 : (place.get(next[node]) ?? -1)))
    return {
      children_left: branch(trees.yes),
      children_right: branch(trees.no),
      children_default: branch(trees.no),
      features: nodes.map((node) => (trees.column[node] < 0 ? -2 : columns[trees.column[node]].player)),
      thresholds: nodes.map((node) => trees.threshold[node]),
      values: nodes.map((node) => trees.value[node]),
      node_sample_weight: covers,
    }
  })
  writeFileSync(join(folder, 'trees.json'), JSON.stringify({ features: FEATURES.length, trees: described }))
}

interface Case {
  name: string
  prepared: PreparedBackground
  method: 'interventional' | 'path-dependent'
  background: number
}

const rate = (rows: number, seconds: number): number => rows / seconds

/** Rows per second of both, turn by turn, and the ratio of the medians. */
async function measure(
  { name, prepared, method, background }: Case,
  rows: Float64Array,
  peer: Peer<PeerQuestion, PeerAnswer> | null,
  say: (line: string) => void,
) {
  const [ours, theirs]: [number[], number[]] = [[], []]
  explainRows(prepared, { numbers: rows }, ROWS)
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now()
    const { contributions } = explainRows(prepared, { numbers: rows }, ROWS)
    ours.push(rate(ROWS, (performance.now() - startedAt) / 1000))
    if (!peer) continue
    const answer = await peer.ask({ method, background, rows: PEER_ROWS[method] })
    theirs.push(rate(answer.rows, answer.seconds))
    const apart = background > 100 ? 0 : answer.contributions.reduce((most, value, i) => Math.max(most, Math.abs(value - contributions[i])), 0)
    if (apart > AGREEMENT) throw new Error(`${name}: the peer's contributions are up to ${apart} away`)
  }
  const [own, other] = [ours, theirs].map((rates) => (rates.length === 0 ? Number.NaN : median(rates)))
  say(`${name}: ${rounded(own)} rows/s${peer ? `, ${peer.name} ${rounded(other)} rows/s` : ''}`)
  const result: BenchResult = { name, value: rounded(own), unit: 'rows/s', better: 'higher', baseline: null }
  if (!peer) return result
  const kept = background > 100 ? ', which keeps 100 of the background rows' : ''
  return { ...result, baseline: { name: `${peer.name} TreeExplainer${kept}`, value: rounded(other) }, ratio: rounded(own / other) }
}

function singleRows(prepared: PreparedBackground, rows: Float64Array): BenchResult[] {
  const width = FEATURES.length
  const latencies = Float64Array.from({ length: SINGLE_ROWS }, (_, row) => {
    const startedAt = performance.now()
    explainRows(prepared, { numbers: rows.subarray(row * width, (row + 1) * width) }, 1)
    return performance.now() - startedAt
  }).toSorted()
  const of = (name: string, share: number): BenchResult => ({ name, value: rounded(quantile(latencies, share)), unit: 'ms', better: 'lower' })
  return [of('explain-1row-p99', 0.99), of('explain-1row-p50', 0.5)]
}

/** Exact explanations of 100 trees of depth 6 over 30 features on one thread, against SHAP on the same trees and rows. */
export const explain: Bench = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const model = hundredTrees()
  const [rows, background] = [rowsLike(model, ROWS, 1), rowsLike(model, BACKGROUND, 2)]
  writeForPeer(folder, model, background, TRAINING)
  writeFileSync(join(folder, 'rows.f64'), new Uint8Array(rows.buffer))
  writeFileSync(join(folder, 'background.f64'), new Uint8Array(background.buffer))
  const peer = await openPeer<PeerQuestion, PeerAnswer>('explain.py', folder, say, ONE_THREAD)
  try {
    const startedAt = performance.now()
    const large = prepareBackground(model, { numbers: background }, BACKGROUND)
    const seconds = (performance.now() - startedAt) / 1000
    say(`a baseline of ${BACKGROUND} rows is prepared in ${rounded(seconds)} s`)
    const small = prepareBackground(model, { numbers: background }, 100)
    const covered = preparePathDependent(model, { numbers: background }, TRAINING)
    const results = [
      await measure({ name: 'interventional-100x6x30-bg100', prepared: small, method: 'interventional', background: 100 }, rows, peer, say),
      await measure({ name: 'interventional-100x6x30-bg100000', prepared: large, method: 'interventional', background: BACKGROUND }, rows, peer, say),
      await measure({ name: 'path-dependent-100x6x30', prepared: covered, method: 'path-dependent', background: 0 }, rows, peer, say),
    ]
    return [...results, ...singleRows(small, rows), { name: 'prepare-100x6x30-bg100000', value: rounded(seconds), unit: 's', better: 'lower' }]
  } finally {
    peer?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
