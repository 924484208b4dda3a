import { getAuditEvent } from './get-audit-event.ts'
import { listLeaves } from './list-leaves.ts'
import { getCheckpoint, getConsistency, getLogKey, getProof, listAuditEvents, listCheckpoints } from './queries.ts'

export const ledgerOperations = { listAuditEvents, getAuditEvent, getCheckpoint, listCheckpoints, getLogKey, getConsistency, getProof, listLeaves }

export { loadLogSigner, logKeyPath } from './log-key.ts'
export { proveEvents } from './prove-events.ts'
export { LEDGER_CHANNEL, sequenceOnce } from './sequence.ts'
export { verifyLedger } from './verify-ledger.ts'
