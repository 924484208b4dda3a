import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { requestComment } from '#drizzle/schema/governance.ts'
import { principal } from '#drizzle/schema/identity.ts'
import { digest, versionNumber } from '#server/contracts/common.ts'
import { commentInput, commentView } from '#server/contracts/governance.ts'
import { defineCommand, digestOf, newId, ofNoTeam, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, versionSubject } from '#server/domain/registry/index.ts'
import { requestById, requestSubject } from './internal.ts'

/** Says something about a request, open or closed; who is mentioned finds it in their inbox. */
export const addComment = defineCommand({
  name: 'add-comment',
  summary: 'Comment on an approval request',
  permission: 'request:comment',
  input: commentInput,
  output: commentView.extend({ model: z.string(), version: versionNumber, digest }),
  rest: { method: 'POST', path: '/approval-requests/{request}/comments', status: 201 },
  team: ofNoTeam,
  audit: ({ input, output }) => ({
    subject: requestSubject(input.request),
    under: [versionSubject(output), modelSubject(output.model)],
    detail: { comment: output.id, digest: output.digest, mentions: output.mentions.map(({ id }) => id) },
  }),
  async run({ tx, input, actor, now }) {
    if (actor.role === 'system') refuse('forbidden', 'Only people and services comment.')
    const { model, version } = await requestById(tx, input.request)
    const wanted = [...new Set(input.mentions)]
    const people = await tx
      .select({ id: principal.id, name: principal.name })
      .from(principal)
      .where(and(inArray(principal.id, wanted), eq(principal.kind, 'user'), isNull(principal.disabledAt)))
    const unknown = wanted.filter((id) => !people.some((person) => person.id === id))
    if (unknown.length > 0) {
      refuse(
        'invalid',
        'A comment mentions somebody who is not here.',
        unknown.map((id) => ({ path: 'mentions', message: `${id} is no person of this installation.`, fix: 'Mention people by their id.' })),
      )
    }
    const id = newId()
    await tx
      .insert(requestComment)
      .values({ id, requestId: input.request, authorId: actor.id, role: actor.role, body: input.body, mentions: wanted, createdAt: now })
    return {
      id,
      author: { kind: actor.kind, id: actor.id, name: actor.name },
      role: actor.role,
      body: input.body,
      mentions: people,
      createdAt: now.toISOString(),
      model: model.name,
      version: String(version.number),
      digest: digestOf({ id, body: input.body }),
    }
  },
})
