import { getCheckpoint, getConsistency, getLogKey, getProof, listAuditEvents, listCheckpoints } from './queries.ts'

export const ledgerOperations = { listAuditEvents, getCheckpoint, listCheckpoints, getLogKey, getConsistency, getProof }

export { loadLogSigner, logKeyPath } from './log-key.ts'
export type { LogSigner } from './log-key.ts'
export { sequenceOnce } from './sequence.ts'
export { verifyLedger } from './verify-ledger.ts'
