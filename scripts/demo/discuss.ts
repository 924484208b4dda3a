import type { Actor } from '#server/contracts/actor.ts'
import type { RequestView } from '#server/contracts/governance.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { VersionKey } from './steps.ts'

interface Remark {
  by: Actor
  body: string
  to?: Actor
}

/** Says each remark about a request once; who is spoken to is mentioned. */
export async function discuss(runtime: Runtime, request: RequestView, remarks: Remark[]): Promise<void> {
  for (const { by, body, to } of remarks) {
    const text = to ? `@${to.name} ${body}` : body
    const { items } = await runOperation(runtime, governanceOperations.listComments, { actor: by }, { request: request.id, limit: 100 })
    if (items.some((item) => item.body === text)) continue
    await runOperation(runtime, governanceOperations.addComment, { actor: by }, { request: request.id, body: text, mentions: to ? [to.id] : [] })
  }
}

/** Takes a request back, where it is still open. */
export async function withdraw(runtime: Runtime, actor: Actor, request: RequestView, reason: string): Promise<void> {
  if (request.state === 'open') await runOperation(runtime, governanceOperations.withdrawRequest, { actor }, { request: request.id, reason })
}

/** Takes the grant of a version back, where it still lives. */
export async function revoke(runtime: Runtime, actor: Actor, { model, version }: VersionKey, reason: string): Promise<void> {
  const { items } = await runOperation(runtime, governanceOperations.listGrants, { actor }, { model, live: true, limit: 100 })
  const grant = items.find((item) => item.version === version)
  if (grant) await runOperation(runtime, governanceOperations.revokeGrant, { actor }, { grant: grant.id, reason })
}
