import type { Signature, TensorDeclaration } from '#server/contracts/registry.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import type { Random } from '#server/kernel/numbers/random.ts'
import { allocate, DATATYPES } from '#server/kernel/tensor/datatype.ts'
import type { Datatype, Tensor } from '#server/kernel/tensor/datatype.ts'
import { toHalf } from '#server/kernel/tensor/half.ts'
import type { Asks } from '#workers/inference/batching/asks.ts'
import { joinFeeds, splitAnswer } from '#workers/inference/batching/join.ts'
import type { ModelFile } from '#workers/inference/engine/protocol.ts'

const ROWS = 6
/** Scales with what else is in the batch, though a few rows may not show it. */
const COUPLES_ROWS = /(^|:)(DynamicQuantize\w*|Random\w*|Multinomial|Dropout)$/

function rowOf(input: TensorDeclaration, features: number, random: Random): Tensor | null {
  const datatype = DATATYPES.find((known) => known === input.datatype)
  const free = input.shape.slice(1).filter((dim) => dim < 0).length
  if (!datatype || input.shape[0] !== -1 || free > 1) return null
  const dims = [1, ...input.shape.slice(1).map((dim) => (dim < 0 ? features : dim))]
  const values = allocate(
    datatype,
    dims.reduce((product, dim) => product * dim, 1),
  )
  for (let i = 0; i < values.length; i++) values[i] = valueOf(datatype, random)
  return { name: input.name, datatype, dims, values }
}

function valueOf(datatype: Datatype, random: Random): never {
  const real = () => random.normal() * 10 ** random.integer(4)
  const value = () => {
    switch (datatype) {
      case 'FP32':
      case 'FP64':
        return real()
      case 'FP16':
        return toHalf(real())
      case 'BYTES':
        return String(random.integer(10))
      case 'BOOL':
        return random.integer(2)
      case 'INT64':
      case 'UINT64':
        return BigInt(random.integer(10))
      default:
        return random.integer(10)
    }
  }
  // The element type of the allocated vector, which follows from the datatype.
  return value() as never
}

const identical = (a: Tensor, b: Tensor): boolean => a.values.length === b.values.length && [...a.values].every((value, i) => Object.is(value, b.values[i]))

/**
 * Whether rows of different requests may be run together: only where made-up rows come out bit for bit the same alone and
 * together, so that an answer never depends on who else asked. A model that cannot be tried so runs each request alone.
 */
export async function mayJoin(
  engine: Asks,
  model: ModelFile,
  version: { signature: Signature; features: readonly string[]; operators: readonly string[] },
): Promise<boolean> {
  const { signature, operators } = version
  if (operators.some((operator) => COUPLES_ROWS.test(operator)) || signature.outputs.some((output) => output.shape[0] !== -1)) return false
  const random = seededRandom(1)
  const width = signature.inputs.length === 1 ? Math.max(1, version.features.length) : 1
  const rows: Tensor[][] = []
  for (let row = 0; row < ROWS; row++) {
    const feeds = signature.inputs.map((input) => rowOf(input, width, random))
    if (feeds.length === 0 || feeds.includes(null)) return false
    rows.push(feeds as Tensor[])
  }
  const fetches = signature.outputs.map((output) => output.name)
  try {
    const together = splitAnswer(await engine.ask({ kind: 'run', model, feeds: joinFeeds(rows), fetches }), Array<number>(ROWS).fill(1))
    if (together === null) return false
    for (const [row, feeds] of rows.entries()) {
      const alone = await engine.ask({ kind: 'run', model, feeds, fetches })
      if (!alone.outputs.every((output, i) => identical(output, together[row].outputs[i]))) return false
    }
    return true
  } catch {
    return false
  }
}
