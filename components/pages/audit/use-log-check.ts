'use client'

import { useCallback, useEffect, useState } from 'react'
import { checkCheckpoint, checkConsistency, checkRoot, DoesNotVerify, RootBuilder, type SignedLog } from '../../verify/check-log.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { failureOf } from '../../trpc/problem.ts'
import { otherLogs, readSeen, writeSeen, type SeenLog } from './seen-log.ts'

const LEAVES_READ = 500

/** How the check of the log stands. `before`: the log that this browser saw on its last visit, which the new one extends; `others`: logs of other names. */
export type LogCheck =
  | { readonly step: 'checking' }
  | { readonly step: 'empty' }
  | { readonly step: 'unreachable'; readonly message: string }
  | { readonly step: 'failed'; readonly sentence: string }
  | { readonly step: 'signed'; readonly log: SignedLog; readonly before: SeenLog | null; readonly others: readonly string[]; readonly whole: WholeCheck }

export type WholeCheck =
  | { readonly step: 'not-asked' }
  | { readonly step: 'reading'; readonly read: number }
  | { readonly step: 'holds' }
  | { readonly step: 'failed'; readonly sentence: string }

type Client = ReturnType<typeof useTRPCClient>

/** The log of the last visit; one that does not verify itself was not written by this page and counts as none. */
async function whatWasSeen(verifierKey: string): Promise<{ held: SeenLog; log: SignedLog } | null> {
  const held = readSeen(verifierKey)
  if (!held) return null
  if (held.verifierKey !== verifierKey) throw new DoesNotVerify('The log is signed with another key than when this browser saw it last.')
  try {
    return { held, log: await checkCheckpoint(held.note, held.verifierKey) }
  } catch {
    return null
  }
}

async function checkSigned(client: Client): Promise<LogCheck> {
  const newest = (await client.ledger.listCheckpoints.query({ limit: 1 })).items[0]
  if (!newest) return { step: 'empty' }
  const { verifierKey } = await client.ledger.getLogKey.query({})
  const log = await checkCheckpoint(newest.note, verifierKey)
  const seen = await whatWasSeen(verifierKey)
  if (seen && seen.log.size > 0) {
    const grows = seen.log.size <= log.size
    checkConsistency(seen.log, log, grows ? (await client.ledger.getConsistency.query({ from: seen.log.size, to: log.size })).hashes : [])
  }
  writeSeen({ note: newest.note, verifierKey, at: new Date().toISOString(), size: log.size })
  const others = otherLogs(verifierKey)
  return { step: 'signed', log, before: seen?.held ?? null, others, whole: { step: 'not-asked' } }
}

function failed(error: unknown): LogCheck {
  return error instanceof DoesNotVerify ? { step: 'failed', sentence: error.message } : { step: 'unreachable', message: failureOf(error).message }
}

/** Reads every entry up to the signed size and computes the root again. */
async function readWhole(client: Client, log: SignedLog, progress: (read: number) => void): Promise<void> {
  const built = new RootBuilder()
  let cursor: string | undefined
  do {
    const page = await client.ledger.listLeaves.query({ limit: LEAVES_READ, ...(cursor === undefined ? {} : { cursor }) })
    for (const { leafIndex, leaf } of page.items) {
      if (leafIndex >= log.size) break
      if (leafIndex !== built.size) throw new DoesNotVerify(`Entry ${built.size} is missing.`)
      built.add(leaf)
    }
    progress(built.size)
    cursor = built.size < log.size ? (page.nextCursor ?? undefined) : undefined
  } while (cursor !== undefined)
  checkRoot(built, log)
}

/** Checks signature and growth of the log when the page opens, and the whole of it on demand. */
export function useLogCheck(): LogCheck & { readonly verifyWhole: () => Promise<void> } {
  const client = useTRPCClient()
  const [check, setCheck] = useState<LogCheck>({ step: 'checking' })
  useEffect(() => {
    let current = true
    const settle = (next: LogCheck) => {
      if (current) setCheck(next)
    }
    checkSigned(client).then(settle, (error: unknown) => settle(failed(error)))
    return () => {
      current = false
    }
  }, [client])
  const verifyWhole = useCallback(async () => {
    if (check.step !== 'signed') return
    const say = (whole: WholeCheck) => setCheck({ ...check, whole })
    say({ step: 'reading', read: 0 })
    try {
      await readWhole(client, check.log, (read) => say({ step: 'reading', read }))
      say({ step: 'holds' })
    } catch (error) {
      say({ step: 'failed', sentence: error instanceof DoesNotVerify ? error.message : failureOf(error).message })
    }
  }, [check, client])
  return { ...check, verifyWhole }
}
