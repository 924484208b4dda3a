import { desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { dataset } from '#drizzle/schema/datasets.ts'
import { approvalRequest, decision, evidence } from '#drizzle/schema/governance.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { instant, uuid, versionNumber } from '#server/contracts/common.ts'
import { gateView, policyDocument, REQUEST_STATES } from '#server/contracts/governance.ts'
import type { Gate, PolicyDocument } from '#server/contracts/governance.ts'
import type { Queryable } from '#server/db/client.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { settle } from '#server/kernel/governance/approval-state.ts'
import { evaluateGates } from '#server/kernel/governance/evaluate-gates.ts'

const MOST = 100
/** Results are large: so many requests' evidence is held at a time. */
const AT_ONCE = 10

const standing = gateView.pick({ state: true, blocks: true, detail: true })
const replayed = z.object({
  request: uuid,
  model: z.string(),
  version: versionNumber,
  state: z.enum(REQUEST_STATES),
  openedAt: instant,
  /** Whether a gate blocked approval, as frozen and under the draft. */
  before: z.object({ blocked: z.boolean() }),
  /** `missing`: what an approved request would lack in signatures under the draft. */
  after: z.object({ blocked: z.boolean(), missing: z.string().nullable() }),
  /** Gates that would have stood otherwise; null where a policy has no such gate. */
  changed: z.array(gateView.pick({ name: true, kind: true }).extend({ before: standing.nullable(), after: standing.nullable() })),
})

const past = (db: Queryable) =>
  db
    .select({ request: approvalRequest, number: modelVersion.number, model: model.name, tier: model.riskTier, schema: dataset.schema })
    .from(approvalRequest)
    .innerJoin(modelVersion, eq(modelVersion.id, approvalRequest.versionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .leftJoin(dataset, eq(dataset.id, modelVersion.datasetId))
    .orderBy(desc(approvalRequest.id))
    .limit(MOST)
type Past = Awaited<ReturnType<typeof past>>[number]

interface Frozen {
  id: string
  kind: string
  result: Record<string, unknown>
  createdAt: Date
}

async function frozenEvidence(db: Queryable, requests: Past[]): Promise<Map<string, Frozen>> {
  const ids = requests.flatMap(({ request }) => request.subject.evidence.map((piece) => piece.id))
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: evidence.id, kind: evidence.kind, result: evidence.result, createdAt: evidence.createdAt })
    .from(evidence)
    .where(inArray(evidence.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** The gates of a document over what a request froze, at the moment when it froze it. */
function gatesUnder(document: PolicyDocument, { request, tier, schema }: Past, held: Map<string, Frozen>): Gate[] {
  const pieces = request.subject.evidence.flatMap(({ id }) => held.get(id) ?? [])
  return evaluateGates({
    policy: document,
    tier,
    evidence: Object.fromEntries(pieces.map(({ id, kind, result, createdAt }) => [kind, { id, result, createdAt: createdAt.toISOString() }])),
    protectedAttributes: schema?.protectedAttributes ?? [],
    now: request.openedAt.toISOString(),
  })
}

const standingOf = (gate: Gate | undefined) => (gate ? { state: gate.state, blocks: gate.blocks, detail: gate.detail } : null)

function changedGates(before: Gate[], after: Gate[]): z.input<typeof replayed>['changed'] {
  const names = new Map([...before, ...after].map(({ name, kind }) => [name, kind]))
  return [...names].flatMap(([name, kind]) => {
    const [was, is] = [before, after].map((gates) => standingOf(gates.find((gate) => gate.name === name)))
    return was?.state === is?.state && was?.blocks === is?.blocks ? [] : [{ name, kind, before: was, after: is }]
  })
}

type Cast = Pick<typeof decision.$inferSelect, 'requestId' | 'role' | 'verdict'>

function replay(document: PolicyDocument, row: Past, held: Map<string, Frozen>, cast: Cast[]): z.input<typeof replayed> {
  const { request } = row
  const after = gatesUnder(document, row, held)
  const blocked = (gates: Gate[]) => gates.some((gate) => gate.blocks)
  return {
    request: request.id,
    model: row.model,
    version: String(row.number),
    state: request.state,
    openedAt: request.openedAt.toISOString(),
    before: { blocked: blocked(request.gates) },
    after: { blocked: blocked(after), missing: request.state === 'approved' ? settle(document.approval[row.tier], cast).missing : null },
    changed: changedGates(request.gates, after),
  }
}

/** What a draft of the policy would have said of past requests: its gates over the evidence that each one froze. Changes nothing. */
export const replayPolicy = defineQuery({
  name: 'replay-policy',
  summary: `Replay a draft of the policy over the newest ${MOST} requests`,
  permission: 'read',
  input: z.object({ document: policyDocument }),
  output: z.object({ items: z.array(replayed) }),
  rest: { method: 'POST', path: '/policies/replay' },
  async run({ db, input }) {
    const requests = await past(db)
    const ids = requests.map(({ request }) => request.id)
    const cast =
      ids.length === 0
        ? []
        : await db
            .select({ requestId: decision.requestId, role: decision.role, verdict: decision.verdict })
            .from(decision)
            .where(inArray(decision.requestId, ids))
    const castOn = Map.groupBy(cast, (one) => one.requestId)
    const items: z.input<typeof replayed>[] = []
    for (let from = 0; from < requests.length; from += AT_ONCE) {
      const some = requests.slice(from, from + AT_ONCE)
      const held = await frozenEvidence(db, some)
      items.push(...some.map((row) => replay(input.document, row, held, castOn.get(row.request.id) ?? [])))
    }
    return { items }
  },
})
