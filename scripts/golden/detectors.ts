import { createAdwin, updateAdwin } from '#server/kernel/detectors/adwin.ts'
import { createDdm, updateDdm } from '#server/kernel/detectors/ddm.ts'
import { createEddm, updateEddm } from '#server/kernel/detectors/eddm.ts'
import { createFhddm, updateFhddm } from '#server/kernel/detectors/fhddm.ts'
import { createHddmA, updateHddmA } from '#server/kernel/detectors/hddm-a.ts'
import { createHddmW, updateHddmW } from '#server/kernel/detectors/hddm-w.ts'
import { createKswin, updateKswin } from '#server/kernel/detectors/kswin.ts'
import { createPageHinkley, updatePageHinkley } from '#server/kernel/detectors/page-hinkley.ts'
import type { PageHinkleyParameters } from '#server/kernel/detectors/page-hinkley.ts'
import type { Signals } from '#server/kernel/detectors/signals.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

/** River's names of parameters. */
type Parameters = Record<string, number | boolean | string | null>
type Run = { det: string; params: Parameters; drift: number[]; warn?: number[][]; width_at_alarm?: number[]; final?: Record<string, unknown> }
type Stream = { id: string; kind: string; bits?: string; f32?: string; runs: Run[] }
type Kswin = { id: string; f32: string; params: Parameters; drift: number[]; tests: number; sampled_u8: string; p_min: number | null }
type Check = ReturnType<Tally['case']>
type Watched = { state: Signals; update: (value: number) => void }

const EXACT = { relative: 1e-12, absolute: 1e-12 }

function floats(base64: string): Float64Array {
  const bytes = Buffer.from(base64, 'base64')
  return Float64Array.from(new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)))
}

const number = (value: Parameters[string]): number => Number(value)
const watch = <State extends Signals>(state: State, update: (state: State, value: number) => unknown): Watched => ({
  state,
  update: (value) => void update(state, value),
})

const confidences = (p: Parameters) => ({
  driftConfidence: number(p.drift_confidence),
  warningConfidence: number(p.warning_confidence),
  twoSided: p.two_sided_test === true,
})

const adwin = (p: Parameters) =>
  createAdwin({
    delta: number(p.delta),
    clock: number(p.clock),
    maximumBuckets: number(p.max_buckets),
    minimumLength: number(p.min_window_length),
    gracePeriod: number(p.grace_period),
  })

const DETECTORS: Record<string, (p: Parameters) => Watched> = {
  DDM: (p) =>
    watch(createDdm({ warmStart: number(p.warm_start), warningThreshold: number(p.warning_threshold), driftThreshold: number(p.drift_threshold) }), updateDdm),
  EDDM: (p) => watch(createEddm({ warmStart: number(p.warm_start), alpha: number(p.alpha), beta: number(p.beta) }), updateEddm),
  HDDM_A: (p) => watch(createHddmA(confidences(p)), updateHddmA),
  HDDM_W: (p) => watch(createHddmW({ ...confidences(p), lambda: number(p.lambda_val) }), updateHddmW),
  'FHDDM(accuracy=1-x)': (p) => {
    const short = p.short_window_size === null ? null : number(p.short_window_size)
    const state = createFhddm({ windowSize: number(p.sliding_window_size), confidence: number(p.confidence_level), shortWindowSize: short })
    return watch(state, (held, error) => updateFhddm(held, 1 - error))
  },
  PageHinkley: (p) =>
    watch(
      createPageHinkley({
        minimumRows: number(p.min_instances),
        delta: number(p.delta),
        threshold: number(p.threshold),
        alpha: number(p.alpha),
        mode: p.mode as PageHinkleyParameters['mode'],
      }),
      updatePageHinkley,
    ),
}

/** Consecutive indexes as [first, last]. */
function runsOf(indexes: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const index of indexes) {
    const last = runs.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else runs.push([index, index])
  }
  return runs
}

/** A detector as it would be found after a restart: through JSON. */
const stored = <State>(state: State): State => JSON.parse(JSON.stringify(state)) as State

function compareAdwin(check: Check, { params, drift, width_at_alarm: widths, final }: Run, values: ArrayLike<number>): void {
  let state = adwin(params)
  const alarms: number[] = []
  const widthAtAlarm: number[] = []
  for (let i = 0; i < values.length; i++) {
    if (i === Math.floor(values.length / 2)) state = stored(state)
    updateAdwin(state, values[i])
    if (!state.drift) continue
    alarms.push(i)
    widthAtAlarm.push(state.width)
  }
  check('ADWIN alarms', String(alarms), String(drift))
  if (widths) check('ADWIN widths', String(widthAtAlarm), String(widths))
  const got = { width: state.width, total: state.total, variance: state.squares, estimation: state.total / state.width, n_detections: Number(state.drift) }
  for (const [name, want] of Object.entries(final ?? {})) check(`ADWIN ${name}`, got[name as keyof typeof got], goldenNumber(want), EXACT)
}

function compareRun(check: Check, run: Run, values: ArrayLike<number>): void {
  if (run.det === 'ADWIN') return compareAdwin(check, run, values)
  const { state, update } = DETECTORS[run.det](run.params)
  const alarms: number[] = []
  const warnings: number[] = []
  for (let i = 0; i < values.length; i++) {
    update(values[i])
    if (state.drift) alarms.push(i)
    if (state.warning) warnings.push(i)
  }
  const name = `${run.det} ${JSON.stringify(run.params)}`
  check(`${name} alarms`, String(alarms), String(run.drift))
  if (run.warn) check(`${name} warnings`, String(runsOf(warnings)), String(run.warn))
}

/** Alarm indexes of the detectors on seeded streams, as River gives them. */
export function detectors({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { id, kind, bits, f32, runs } of content.cases as Stream[]) {
    const check = tally.case(`${id} (${kind})`)
    const values = bits === undefined ? floats(f32 ?? '') : Float64Array.from(bits, Number)
    for (const run of runs) {
      if (run.det in DETECTORS || run.det === 'ADWIN') compareRun(check, run, values)
      else check(`a detector named ${run.det}`, false, true)
    }
  }
  return tally.outcome()
}

/** Alarms of KSWIN on the positions that River's generator drew. */
export function kswin({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { id, f32, params, drift, tests, sampled_u8: sampled, p_min: least } of content.cases as Kswin[]) {
    const check = tally.case(id)
    const size = number(params.stat_size)
    const state = createKswin({ alpha: number(params.alpha), windowSize: number(params.window_size), statSize: size, seed: number(params.seed) })
    const positions = Buffer.from(sampled, 'base64')
    const alarms: number[] = []
    let [made, smallest] = [0, Infinity]
    floats(f32).forEach((value, i) => {
      if (!updateKswin(state, value, positions.subarray(made * size, (made + 1) * size))) return
      made++
      smallest = Math.min(smallest, state.pValue ?? 1)
      if (state.drift) alarms.push(i)
    })
    check('alarms', String(alarms), String(drift))
    check('tests', made, tests)
    if (least !== null) check('smallest p', smallest, least, { relative: 1e-8 })
  }
  return tally.outcome()
}
