import pg from 'pg'
import { runOperation } from '#server/domain/kit/index.ts'
import type { AnyOperation } from '#server/domain/kit/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { quantile, rounded } from './bench.ts'
import type { Bench, BenchResult } from './bench.ts'
import { cpuEach, cpuSeconds } from './cpu-time.ts'
import { openInstance } from './instance.ts'
import type { BenchInstance } from './instance.ts'
import { ENTITIES, seedPortfolio } from './portfolio-seed.ts'
import type { Portfolio } from './portfolio-seed.ts'

const VERSIONS = Number(process.env.BENCH_PORTFOLIO_VERSIONS ?? 100_000)
const PREDICTIONS = Number(process.env.BENCH_PORTFOLIO_PREDICTIONS ?? 1_000_000)
const TIMES_EACH = 40
const PAGE = 50

type Random = ReturnType<typeof seededRandom>
interface Asked {
  operation: AnyOperation
  input: (random: Random) => Record<string, unknown>
}

/** What a page asks for, by the name of its figure. */
function questions({ live, from, to }: Portfolio): Record<string, Asked> {
  const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random.uniform() * values.length)]
  const moment = (random: Random) => from + random.uniform() * (to - from)
  const span = (random: Random, days: number) => {
    const start = moment(random)
    return { from: new Date(start).toISOString(), to: new Date(start + days * 86_400_000).toISOString() }
  }
  const search = (input: Asked['input']): Asked => ({ operation: servingOperations.listPredictions, input: (random) => ({ limit: PAGE, ...input(random) }) })
  const model = (random: Random) => pick(random, live).model
  return {
    'search-newest': search((random) => ({ time: pick(random, ['event', 'received']) })),
    'search-model': search((random) => ({ time: pick(random, ['event', 'received']), model: model(random), version: '1' })),
    'search-event-time': search((random) => ({ time: 'event', model: model(random), ...span(random, 3) })),
    'search-receipt': search((random) => ({ time: 'received', ...span(random, 1) })),
    'search-entity': search((random) => ({ entityId: `customer-${Math.floor(random.uniform() * ENTITIES)}` })),
    'search-outcome': search((random) => ({ time: 'event', model: model(random), outcome: pick(random, ['positive', 'negative']), ...span(random, 20) })),
    'search-score': search((random) => {
      const low = random.uniform()
      return { time: 'event', model: model(random), scoreFrom: low, scoreTo: low + pick(random, [0.001, 0.02, 0.2]) }
    }),
    'search-rare-score': search((random) => ({ time: 'event', model: model(random), scoreFrom: 0.99999, to: new Date(moment(random)).toISOString() })),
    'search-score-receipt': search((random) => ({ time: 'received', model: model(random), scoreFrom: 0.9, outcome: 'positive' })),
    'list-models': { operation: registryOperations.listModels, input: (random) => ({ limit: PAGE, ...(random.uniform() < 0.5 ? { search: '999' } : {}) }) },
    'list-versions': {
      operation: registryOperations.listVersions,
      input: (random) => ({ model: `portfolio-${1 + Math.floor((random.uniform() * VERSIONS) / 10)}` }),
    },
    'list-deployments': { operation: servingOperations.listDeployments, input: () => ({ limit: PAGE }) },
  }
}

async function settle({ ownerUrl }: BenchInstance): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

async function measure(instance: BenchInstance, portfolio: Portfolio, say: (line: string) => void): Promise<BenchResult[]> {
  const random = seededRandom(17)
  const actor = portfolio.live[0].engineer
  const all: number[] = []
  const results: BenchResult[] = []
  for (const [name, { operation, input }] of Object.entries(questions(portfolio))) {
    const times: number[] = []
    const before = cpuSeconds()
    for (let i = 0; i < TIMES_EACH; i++) {
      const asked = input(random)
      const startedAt = performance.now()
      await runOperation(instance.runtime, operation, { actor }, asked)
      times.push(performance.now() - startedAt)
    }
    const sorted = Float64Array.from(times).toSorted()
    const p95 = rounded(quantile(sorted, 0.95))
    say(
      `${name}: p50 ${rounded(quantile(sorted, 0.5))} ms, p95 ${p95} ms, slowest ${rounded(sorted[sorted.length - 1])} ms; CPU microseconds each: ${cpuEach(before, TIMES_EACH)}`,
    )
    if (name.startsWith('search')) all.push(...times)
    results.push({ name: `${name}-p95`, value: p95, unit: 'ms', better: 'lower' })
  }
  return [{ name: 'search-p95', value: rounded(quantile(Float64Array.from(all).toSorted(), 0.95)), unit: 'ms', better: 'lower' }, ...results]
}

/** What the list pages ask the database, on a portfolio of a hundred thousand versions and a million predictions or as many as are asked for. */
export const portfolio: Bench = async (say) => {
  const instance = await openInstance(4)
  try {
    const startedAt = performance.now()
    const seeded = await seedPortfolio(instance.runtime, instance.appUrl, { versions: VERSIONS, predictions: PREDICTIONS }, say)
    await settle(instance)
    say(`${VERSIONS} versions and ${PREDICTIONS} predictions seeded in ${rounded((performance.now() - startedAt) / 1000)} s`)
    return await measure(instance, seeded, say)
  } finally {
    await instance.close()
  }
}
