import { and, eq, isNull } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { budget } from '#drizzle/schema/finops.ts'
import { team } from '#drizzle/schema/identity.ts'
import type { BudgetScope } from '#server/contracts/finops.ts'
import type { Queryable } from '#server/db/client.ts'
import { found } from '#server/domain/kit/index.ts'
import { modelByName } from '#server/domain/registry/index.ts'

interface ScopeIds {
  modelId: string | null
  teamId: string | null
}

/** What a budget is of, as it is stored; a refusal where there is no such model or team. */
export async function scopeIds(db: Queryable, scope: BudgetScope): Promise<ScopeIds> {
  if (scope.kind === 'all') return { modelId: null, teamId: null }
  if (scope.kind === 'model') return { modelId: (await modelByName(db, scope.name)).model.id, teamId: null }
  const [row] = await db.select({ id: team.id }).from(team).where(eq(team.name, scope.name))
  return { modelId: null, teamId: found(row, `team ${scope.name}`).id }
}

/** The budgets of one scope. */
export const ofScope = ({ modelId, teamId }: ScopeIds): SQL | undefined =>
  and(modelId === null ? isNull(budget.modelId) : eq(budget.modelId, modelId), teamId === null ? isNull(budget.teamId) : eq(budget.teamId, teamId))

/** `all`, `model/credit-default` or `team/lending`: how the log names it. */
export const scopeKey = (scope: BudgetScope): string => (scope.kind === 'all' ? 'all' : `${scope.kind}/${scope.name}`)
