import { and, desc, eq, lt } from 'drizzle-orm'
import { assessment } from '#drizzle/schema/governance.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { assessmentView as assessmentContract } from '#server/contracts/governance.ts'
import { versionKey } from '#server/contracts/registry.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { versionByKey } from '#server/domain/registry/index.ts'
import { assessmentQuery, assessmentViews } from './internal.ts'

export const listAssessments = defineQuery({
  name: 'list-assessments',
  summary: 'List the assessments of a version, newest first',
  permission: 'read',
  input: versionKey.extend(pageQuery.shape),
  output: page(assessmentContract),
  rest: { method: 'GET', path: '/models/{model}/versions/{version}/assessments' },
  async run({ db, input }) {
    const { version } = await versionByKey(db, input)
    const after = decodeCursor(input.cursor, 1)
    const rows = await assessmentQuery(db)
      .where(and(eq(assessment.versionId, version.id), after ? lt(assessment.id, after[0] ?? '') : undefined))
      .orderBy(desc(assessment.id))
      .limit(input.limit + 1)
    const paged = toPage(
      rows,
      input.limit,
      (row) => [row.assessment.id],
      (row) => row,
    )
    return { ...paged, items: await assessmentViews(db, paged.items) }
  },
})
