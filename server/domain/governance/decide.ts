import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { approvalGrant, approvalRequest, decision } from '#drizzle/schema/governance.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { uuid } from '#server/contracts/common.ts'
import { decideInput, REQUEST_STATES } from '#server/contracts/governance.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { Tx } from '#server/db/client.ts'
import { defineCommand, newId, ofNoTeam, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, versionById, versionSubject } from '#server/domain/registry/index.ts'
import type { VersionRow } from '#server/domain/registry/index.ts'
import { settle } from '#server/kernel/governance/approval-state.ts'
import { evaluateVersion } from './evaluate.ts'
import { grantSubject, requestById, requestSubject } from './internal.ts'

type RequestFacts = typeof approvalRequest.$inferSelect

const DAY_MS = 86_400_000

/** Locks version and request in this order, as everything that settles or revokes does. */
async function lockSubject(tx: Tx, requestId: string): Promise<{ request: RequestFacts; row: VersionRow }> {
  const { request } = await requestById(tx, requestId)
  await tx.select({ id: modelVersion.id }).from(modelVersion).where(eq(modelVersion.id, request.versionId)).for('update')
  const [locked] = await tx.select().from(approvalRequest).where(eq(approvalRequest.id, requestId)).for('update')
  if (!locked) throw new Error('a request vanished')
  return { request: locked, row: await versionById(tx, request.versionId) }
}

function checkDuties(request: RequestFacts, row: VersionRow, actor: Actor): void {
  if (actor.kind !== 'user') refuse('forbidden', 'Only a person decides; service accounts do not.')
  if (actor.id === request.openedBy) refuse('separation-of-duties', 'You opened this request, so somebody else decides on it.')
  if (actor.id === row.version.createdBy) refuse('separation-of-duties', 'You registered this version, so somebody else decides on it.')
}

async function checkGates(tx: Tx, request: RequestFacts, row: VersionRow, now: Date): Promise<void> {
  const frozen = request.gates.filter((gate) => gate.blocks)
  // Evidence that has grown old or bad since the request was opened blocks as well.
  const today = (await evaluateVersion(tx, row, now)).gates.filter((gate) => gate.blocks)
  const blocking = frozen.length > 0 ? frozen : today
  if (blocking.length > 0) {
    refuse(
      'gates-not-passed',
      `Blocked by ${blocking.map((gate) => `${gate.name} (${gate.state})`).join(', ')}.`,
      blocking.map((gate) => ({ path: `gates.${gate.name}`, message: gate.detail, fix: 'Bring new evidence that holds, and open a new request.' })),
    )
  }
}

async function issueGrant(tx: Tx, request: RequestFacts, row: VersionRow, grantDays: number, now: Date): Promise<string> {
  const id = newId()
  await tx.insert(approvalGrant).values({
    id,
    versionId: request.versionId,
    servingDigest: request.subject.servingDigest,
    environment: request.environment,
    requestId: request.id,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + grantDays * DAY_MS),
  })
  if (row.version.lifecycle !== 'live') await tx.update(modelVersion).set({ lifecycle: 'approved' }).where(eq(modelVersion.id, row.version.id))
  return id
}

/** A decision over the digest that was seen. The last approval that the rule asks for issues the grant. */
export const decide = defineCommand({
  name: 'decide',
  summary: 'Approve or reject a request, with a reason, over the digest that was seen',
  permission: 'request:decide',
  input: decideInput,
  output: z.object({
    requestState: z.enum(REQUEST_STATES),
    grantId: uuid.optional(),
    model: z.string(),
    version: z.string(),
    requestId: uuid,
    missing: z.string().nullable(),
  }),
  rest: { method: 'POST', path: '/approval-requests/{request}/decisions', status: 201 },
  team: ofNoTeam,
  audit: ({ input, output }) => ({
    subject: requestSubject(output.requestId),
    under: [...(output.grantId ? [grantSubject(output.grantId)] : []), versionSubject(output), modelSubject(output.model)],
    detail: { decision: input.decision, subjectDigest: input.subjectDigest, requestState: output.requestState, grantId: output.grantId ?? null },
  }),
  async run({ tx, actor, input, now }) {
    const { request, row } = await lockSubject(tx, input.request)
    checkDuties(request, row, actor)
    const earlier = await tx.select().from(decision).where(eq(decision.requestId, request.id))
    if (earlier.some((held) => held.principalId === actor.id)) refuse('already-decided', 'You have decided on this request already.')
    if (request.state !== 'open') refuse('request-closed', `The request is ${request.state}.`)
    if (request.subjectDigest !== input.subjectDigest) {
      refuse('subject-changed', 'The digest is not that of this request. Read the request again before you decide.', [
        { path: 'subjectDigest', message: `Expected ${request.subjectDigest}.` },
      ])
    }
    if (input.decision === 'approve') await checkGates(tx, request, row, now)
    if (actor.role === 'system') refuse('forbidden', 'Only a person decides.')
    const mine = { role: actor.role, verdict: input.decision }
    await tx
      .insert(decision)
      .values({ id: newId(), requestId: request.id, principalId: actor.id, ...mine, reason: input.reason, subjectDigest: input.subjectDigest, decidedAt: now })
    const settled = settle(request.rule, [...earlier, mine])
    if (settled.state !== 'open') {
      await tx.update(approvalRequest).set({ state: settled.state, closedAt: now }).where(eq(approvalRequest.id, request.id))
    }
    const days = settled.state === 'approved' ? (await evaluateVersion(tx, row, now)).policy.document.grantDays : 0
    const grantId = settled.state === 'approved' ? await issueGrant(tx, request, row, days, now) : undefined
    return {
      requestState: settled.state,
      ...(grantId ? { grantId } : {}),
      model: row.model.name,
      version: String(row.version.number),
      requestId: request.id,
      missing: settled.missing,
    }
  },
})
