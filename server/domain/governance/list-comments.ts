import { and, asc, eq, gt, inArray, or } from 'drizzle-orm'
import { requestComment } from '#drizzle/schema/governance.ts'
import { principal } from '#drizzle/schema/identity.ts'
import { page, pageQuery, uuid } from '#server/contracts/common.ts'
import { commentView } from '#server/contracts/governance.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { requestById } from './internal.ts'

export const listComments = defineQuery({
  name: 'list-comments',
  summary: 'What people said about an approval request, oldest first',
  permission: 'read',
  input: pageQuery.extend({ request: uuid }),
  output: page(commentView),
  rest: { method: 'GET', path: '/approval-requests/{request}/comments' },
  async run({ db, input }) {
    await requestById(db, input.request)
    const after = decodeCursor(input.cursor, 2)
    const [at, id] = after ? [new Date(after[0] ?? ''), after[1] ?? ''] : []
    const { createdAt } = requestComment
    const rows = await db
      .select({ comment: requestComment, author: { id: principal.id, name: principal.name, kind: principal.kind } })
      .from(requestComment)
      .innerJoin(principal, eq(principal.id, requestComment.authorId))
      .where(and(eq(requestComment.requestId, input.request), at && id ? or(gt(createdAt, at), and(eq(createdAt, at), gt(requestComment.id, id))) : undefined))
      .orderBy(asc(createdAt), asc(requestComment.id))
      .limit(input.limit + 1)
    const mentioned = [...new Set(rows.flatMap((row) => row.comment.mentions))]
    const people =
      mentioned.length === 0 ? [] : await db.select({ id: principal.id, name: principal.name }).from(principal).where(inArray(principal.id, mentioned))
    const nameOf = new Map(people.map((person) => [person.id, person.name]))
    return toPage(
      rows,
      input.limit,
      ({ comment }) => [comment.createdAt.toISOString(), comment.id],
      ({ comment, author }) => ({
        id: comment.id,
        author,
        role: comment.role,
        body: comment.body,
        mentions: comment.mentions.flatMap((person) => {
          const name = nameOf.get(person)
          return name === undefined ? [] : [{ id: person, name }]
        }),
        createdAt: comment.createdAt.toISOString(),
      }),
    )
  },
})
