import { existsSync, readFileSync } from 'node:fs'
import { feedsOf } from '#server/kernel/tensor/feeds.ts'
import type { FeatureCell } from '#server/kernel/tensor/feeds.ts'
import type { GoldenFile } from './kind.ts'
import type { GoldenRuntime } from './runtime.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

/** A row of an output: a scalar, a list, or by class name where the file has a ZipMap. */
type OutputRow = unknown[] | Record<string, unknown> | number | string
type Rows = { inputs: FeatureCell[][]; outputs: Record<string, OutputRow[]> }
type Predictions = Rows & { model: string; features: string[]; missing_values?: Rows }

/** What the same model may differ by on another machine. */
const TOLERANCE = { absolute: 1e-6, relative: 1e-5 }

const flat = (row: OutputRow): unknown[] => (typeof row === 'object' ? Object.values(row) : [row])
const cellOf = (cell: unknown): FeatureCell => (typeof cell === 'string' ? (goldenNumber(cell) ?? cell) : (cell as FeatureCell))

/** Outputs of a model, `models/<name>.onnx` beside the golden folder, as the serving engine computes them. */
export async function predictions({ path, content }: GoldenFile, runtime: GoldenRuntime): Promise<GoldenOutcome> {
  const { model: name, features, missing_values: blanked, ...plain } = content as unknown as Predictions
  const { file, signature } = runtime.model(path, 'models', name)
  const tally = new Tally()
  for (const { inputs, outputs } of blanked ? [plain, blanked] : [plain]) {
    const columns = features.map((_, feature) => inputs.map((row) => cellOf(row[feature])))
    const feeds = feedsOf(signature, features, columns)
    const answer = await runtime.engine().ask({ kind: 'run', model: file, feeds, fetches: [] })
    const got = new Map(answer.outputs.map((output) => [output.name, output.values]))
    inputs.forEach((_, row) => {
      const check = tally.case(`row ${row}${outputs === blanked?.outputs ? ' with blanks' : ''}`)
      for (const [output, rows] of Object.entries(outputs)) {
        const want = flat(rows[row])
        want.forEach((value, column) => {
          const found = got.get(output)?.[row * want.length + column]
          check(`${output}[${column}]`, typeof found === 'bigint' ? Number(found) : found, goldenNumber(value) ?? value, TOLERANCE)
        })
      }
    })
  }
  return tally.outcome()
}

/** By file, so that windows of one model ask once. */
const replays = new Map<string, Promise<boolean>>()

/** Whether the golden predictions of a model whose performance file is at `path` come out bit for bit; false where there are none. */
export function replaysExactly(path: string, model: string, runtime: GoldenRuntime): Promise<boolean> {
  const file = `${path.slice(0, path.lastIndexOf('/performance-models/'))}/models/${model}.json`
  const known = replays.get(file)
  if (known) return known
  const asked = (async () => {
    if (!existsSync(file)) return false
    const { failed, worst } = await predictions({ path: file, content: JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> }, runtime)
    return failed === 0 && (worst === null || Object.is(worst.got, worst.want) || worst.got === worst.want)
  })()
  replays.set(file, asked)
  return asked
}
