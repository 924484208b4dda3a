import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { budget } from '#drizzle/schema/finops.ts'
import { team } from '#drizzle/schema/identity.ts'
import { model } from '#drizzle/schema/registry.ts'
import { budgetLine, budgetScope, budgetState, monthSpend } from '#server/contracts/finops.ts'
import type { BudgetLine, BudgetScope } from '#server/contracts/finops.ts'
import type { Queryable } from '#server/db/client.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { budgetStateOf } from '#server/kernel/finops/budget-state.ts'
import { bookCurrency } from './book-currency.ts'
import { scopeKey } from './budget-scope.ts'
import { dailySpend } from './daily-spend.ts'
import type { DailySpend } from './daily-spend.ts'
import { dayOf, monthOf } from './month.ts'
import { monthSpendOf, spendNeededFrom } from './month-spend.ts'
import { rolledUpTo } from './rolled-up-to.ts'

/** Every line of every budget by scope, the last to take over first. */
async function linesByScope(db: Queryable) {
  const rows = await db
    .select({ amountPerMonth: budget.amountPerMonth, effectiveFrom: budget.effectiveFrom, model: model.name, team: team.name })
    .from(budget)
    .leftJoin(model, eq(model.id, budget.modelId))
    .leftJoin(team, eq(team.id, budget.teamId))
    .orderBy(desc(budget.effectiveFrom), desc(budget.id))
  const lines = rows.map(({ model: ofModel, team: ofTeam, ...line }) => {
    const scope: BudgetScope = ofModel !== null ? { kind: 'model', name: ofModel } : ofTeam !== null ? { kind: 'team', name: ofTeam } : { kind: 'all' }
    return { scope, line }
  })
  return [...Map.groupBy(lines, ({ scope }) => scopeKey(scope)).entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, held]) => held)
}

/** What takes over first after a day; of several lines of one day the one that was said last. */
function nextLine(lines: readonly BudgetLine[], after: string): BudgetLine | null {
  const begins = lines.findLast(({ effectiveFrom }) => effectiveFrom > after)?.effectiveFrom
  return lines.find(({ effectiveFrom }) => effectiveFrom === begins) ?? null
}

const isOf = (scope: BudgetScope) => (spend: DailySpend) => scope.kind === 'all' || spend[scope.kind] === scope.name

/** The budgets of this month, and the next change of each; everything first, then models and teams by name. */
export const listBudgets = defineQuery({
  name: 'list-budgets',
  summary: 'Budgets with what this month has cost and is likely to cost against them',
  permission: 'read',
  input: z.object({}),
  output: z.object({
    currency: z.string(),
    items: z.array(
      z.object({
        scope: budgetScope,
        /** Of this month; null where only a later month has one. */
        current: budgetLine.nullable(),
        /** What takes over in a later month. */
        next: budgetLine.nullable(),
        state: budgetState.nullable(),
        month: monthSpend,
      }),
    ),
    nextCursor: z.null(),
  }),
  rest: { method: 'GET', path: '/budgets' },
  async run({ db, now }) {
    const today = dayOf(now)
    const { last } = monthOf(today)
    const scopes = await linesByScope(db)
    const spend = scopes.length === 0 ? [] : await dailySpend(db, spendNeededFrom(today), today)
    const counted = await rolledUpTo(db)
    const items = scopes.flatMap((held) => {
      const [first] = held
      const lines = held.map(({ line }) => line)
      const inForce = lines.find(({ effectiveFrom }) => effectiveFrom <= last)
      const current = inForce && inForce.amountPerMonth !== null ? inForce : null
      const next = nextLine(lines, last)
      if (!first || (current === null && (next === null || next.amountPerMonth === null))) return []
      const { scope } = first
      const month = monthSpendOf(spend.filter(isOf(scope)), { today, rolledUpTo: counted })
      const state = current?.amountPerMonth ? budgetStateOf(current.amountPerMonth, month.spent, month.forecast) : null
      return [{ scope, current, next, state, month }]
    })
    return { currency: await bookCurrency(db), items, nextCursor: null }
  },
})
