import { count } from 'drizzle-orm'
import { auditEvent, ledgerEntry } from '#drizzle/schema/ledger.ts'
import { identityOperations } from '#server/domain/identity/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { makePerson } from '#testing/people.ts'
import { rounded } from './bench.ts'
import type { Bench } from './bench.ts'
import { cpuEach, cpuSeconds } from './cpu-time.ts'
import { openInstance } from './instance.ts'

const CLIENTS = 32
const WARM_MS = 2000
const MEASURED_MS = 10_000

async function writeFor(runtime: Runtime, milliseconds: number) {
  const actor = await makePerson(runtime, 'ml-engineer', 'lending')
  const endsAt = performance.now() + milliseconds
  const startedAt = performance.now()
  let written = 0
  const client = async () => {
    for (; performance.now() < endsAt; written++) await runOperation(runtime, identityOperations.createMyKey, { actor }, { name: 'bench' })
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return { written, perSecond: written / ((performance.now() - startedAt) / 1000) }
}

async function untilSequenced({ db }: Runtime): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    const [{ events }] = await db.select({ events: count() }).from(auditEvent)
    const [{ entries }] = await db.select({ entries: count() }).from(ledgerEntry)
    if (entries === events) return
    await new Promise((wake) => setTimeout(wake, 20))
  }
  throw new Error('the ledger did not take in every audit event')
}

/** Audited transactions, each with its event, while the sequencer takes them into the tree; then how long it lags behind. */
export const ledger: Bench = async (say) => {
  const instance = await openInstance(CLIENTS)
  try {
    const { runtime } = instance
    instance.startWorker('control')
    await writeFor(runtime, WARM_MS)
    await untilSequenced(runtime)
    say(`${CLIENTS} clients make keys: the smallest audited operation, one change and its event in a transaction`)
    const before = cpuSeconds()
    const { written, perSecond } = await writeFor(runtime, MEASURED_MS)
    say(`CPU microseconds a transaction: ${cpuEach(before, written)}`)
    const endedAt = performance.now()
    await untilSequenced(runtime)
    const lag = (performance.now() - endedAt) / 1000
    say(`${rounded(perSecond)} transactions/s; the last was in the tree ${rounded(lag)} s after the end`)
    return [
      { name: 'ledger-write', value: rounded(perSecond), unit: 'transactions/s', better: 'higher' },
      { name: 'ledger-sequencing-lag', value: rounded(lag), unit: 's', better: 'lower' },
    ]
  } finally {
    await instance.close()
  }
}
