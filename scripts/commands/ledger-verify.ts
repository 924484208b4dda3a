import { verifyLedger } from '#server/domain/ledger/index.ts'
import type { Connection } from './connect.ts'

export async function ledgerVerify({ runtime }: Connection) {
  const verified = await verifyLedger(runtime.db)
  const text = verified.ok ? `The ledger verifies: ${verified.entries} entries, root ${verified.rootHash}.` : verified.problems.join('\n')
  return { ok: verified.ok, json: verified, text }
}
