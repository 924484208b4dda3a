export interface ApprovalRule {
  approvals: number
  distinctRoles: boolean
}
export interface CastDecision {
  role: string
  verdict: 'approve' | 'reject'
}

/**
 * State of a request after its decisions: one rejection closes it; it is approved once enough people agreed,
 * of that many different roles where the rule asks for it. `missing` says in words what is still needed.
 */
export function settle(rule: ApprovalRule, decisions: readonly CastDecision[]): { state: 'open' | 'approved' | 'rejected'; missing: string | null } {
  if (decisions.some((decision) => decision.verdict === 'reject')) return { state: 'rejected', missing: null }
  const approvals = decisions.filter((decision) => decision.verdict === 'approve')
  const roles = new Set(approvals.map((decision) => decision.role)).size
  const people = Math.max(0, rule.approvals - approvals.length)
  const otherRoles = rule.distinctRoles ? Math.max(0, rule.approvals - roles) : 0
  if (people === 0 && otherRoles === 0) return { state: 'approved', missing: null }
  const needed = Math.max(people, otherRoles)
  const many = needed === 1 ? 'one more approval' : `${needed} more approvals`
  return { state: 'open', missing: otherRoles > 0 && approvals.length > 0 ? `${many}, of another role` : many }
}
