import { drawHypergeometric } from '../numbers/hypergeometric.ts'
import { gammaQ } from '../numbers/incomplete-gamma.ts'
import { seededRandom } from '../numbers/random.ts'
import { sequentialPValue } from '../numbers/sequential-p-value.ts'

type Counts = readonly number[]

export type PermutationTest = { pValue: number; replicates: number }

const MOST_REPLICATES = 999
/** Columns drawn at most over all permutations. */
const MOST_DRAWS = 500_000
/** Permutations at least; with as many columns as leave no more than these the gamma law is near. */
const LEAST_REPLICATES = 39
/** Columns that can be drawn so often: of more, the largest half as many stay apart and the others share the rest. */
const MOST_COLUMNS = Math.floor(MOST_DRAWS / LEAST_REPLICATES)
const APART = Math.floor(MOST_COLUMNS / 2)

/** Σ a²/(a + b) over the columns: what of χ² varies while the margins stay. */
const varyingPart = (reference: Counts, both: Counts): number => reference.reduce((sum, count, k) => sum + (count * count) / both[k], 0)

type Table = { reference: Counts; both: Counts }

/**
 * A table of at most MOST_COLUMNS columns. Their sizes and a fixed seed alone say which come together, never whose rows they hold, not even by their
 * order: permutations of the smaller table are as likely as each other.
 */
function boundColumns({ reference, both }: Table): Table {
  if (both.length <= MOST_COLUMNS) return { reference, both }
  const random = seededRandom(20_260_108)
  const lots = both.map(() => random.uniform())
  const order = both.map((_, column) => column).sort((a, b) => both[b] - both[a] || lots[a] - lots[b])
  const bound = { reference: new Array<number>(MOST_COLUMNS).fill(0), both: new Array<number>(MOST_COLUMNS).fill(0) }
  order.forEach((column, rank) => {
    const at = rank < APART ? rank : APART + ((rank - APART) % (MOST_COLUMNS - APART))
    bound.reference[at] += reference[column]
    bound.both[at] += both[column]
  })
  return bound
}

/**
 * Pearson's test of homogeneity of a 2 × K table too sparse for the χ² law: by permutation of the rows' labels, margins fixed, from a fixed seed. A p-value
 * that is plainly large costs few permutations. One beyond all of them is that of the gamma law with the mean and variance of the permutations, and at
 * most 1/(replicates + 1). Of more than 12,820 columns the smaller ones are put together at random. No column may be empty.
 */
export function sparseTableTest(counts: Counts, current: Counts): PermutationTest {
  const random = seededRandom(20_260_101)
  const { reference, both } = boundColumns({ reference: counts, both: counts.map((count, k) => count + current[k]) })
  const n = reference.reduce((sum, count) => sum + count, 0)
  const all = both.reduce((sum, count) => sum + count, 0)
  const seen = varyingPart(reference, both)
  const most = Math.min(MOST_REPLICATES, Math.floor(MOST_DRAWS / both.length))
  let [sum, squares] = [0, 0]
  const draw = (): number => {
    let [marked, left, drawn] = [n, all, 0]
    for (const size of both) {
      const count = drawHypergeometric(random, size, marked, left - marked)
      drawn += (count * count) / size
      marked -= count
      left -= size
    }
    sum += drawn - seen
    squares += (drawn - seen) ** 2
    return drawn
  }
  const { pValue, replicates, exceeding } = sequentialPValue(seen * (1 - 1e-12), draw, most)
  if (exceeding > 0) return { pValue, replicates }
  // The least that the varying part can be is n²/all, where both rows have the same shares.
  const base = (n * n) / all
  const mean = sum / replicates + seen - base
  const variance = squares / replicates - (sum / replicates) ** 2
  const tail = variance > 0 ? gammaQ((mean * mean) / variance, ((seen - base) * mean) / variance) : 1
  return { pValue: Math.min(pValue, tail), replicates }
}
