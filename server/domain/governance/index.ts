import { addComment } from './add-comment.ts'
import { countRequests } from './count-requests.ts'
import { decide } from './decide.ts'
import { getEvidence } from './get-evidence.ts'
import { getRequest } from './get-request.ts'
import { listComments } from './list-comments.ts'
import { listDecisions } from './list-decisions.ts'
import { listEvidence } from './list-evidence.ts'
import { listGates } from './list-gates.ts'
import { listInbox } from './list-inbox.ts'
import { listNewestEvidence } from './list-newest-evidence.ts'
import { getGrant, listGrants } from './list-grants.ts'
import { listQueue } from './list-queue.ts'
import { listRequests, listVersionRequests } from './list-requests.ts'
import { openRequest } from './open-request.ts'
import { getPack } from './pack/get-pack.ts'
import { getPolicy, listPolicies, publishPolicy } from './policies.ts'
import { addEvidence, recordEvidence } from './record-evidence.ts'
import { replayPolicy } from './replay-policy.ts'
import { revokeGrant } from './revoke-grant.ts'
import { withdrawRequest } from './withdraw-request.ts'

export const governanceOperations = {
  listEvidence,
  getEvidence,
  recordEvidence,
  listGates,
  listNewestEvidence,
  listQueue,
  listRequests,
  listVersionRequests,
  countRequests,
  getRequest,
  getPack,
  openRequest,
  decide,
  listDecisions,
  addComment,
  listComments,
  listInbox,
  withdrawRequest,
  listGrants,
  getGrant,
  revokeGrant,
  getPolicy,
  listPolicies,
  publishPolicy,
  replayPolicy,
}

export { addEvidence }
export { DEFAULT_POLICY } from './default-policy.ts'
export { evaluateVersion } from './evaluate.ts'
export { evaluateVersions } from './evaluate-versions.ts'
export { aboutVersion, evidenceById, grantState, grantSubject, liveGrant, newestEvidence, requestById, thresholdOf, thresholdsOf } from './internal.ts'
export type { EvidenceRow } from './internal.ts'
