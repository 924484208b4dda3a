import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { budget } from '#drizzle/schema/finops.ts'
import { name, uuid } from '#server/contracts/common.ts'
import { budgetLine, budgetScope } from '#server/contracts/finops.ts'
import type { BudgetScope } from '#server/contracts/finops.ts'
import { defineCommand, found, newId, ofNoTeam, refuse } from '#server/domain/kit/index.ts'
import { modelSubject } from '#server/domain/registry/index.ts'
import { bookCurrency } from './book-currency.ts'
import { ofScope, scopeIds, scopeKey } from './budget-scope.ts'
import { dayOf, monthOf } from './month.ts'

function scopeOf({ model, team }: { model?: string | undefined; team?: string | undefined }): BudgetScope {
  if (model !== undefined && team !== undefined) {
    refuse('invalid', 'A budget is of one model, of one team or of everything.', [{ path: 'team', message: 'Leave out the model or the team.' }])
  }
  if (model !== undefined) return { kind: 'model', name: model }
  return team === undefined ? { kind: 'all' } : { kind: 'team', name: team }
}

/**
 * Sets what a month may cost from a day on, of a model, a team or everything, or ends the budget there. A month has the
 * budget that is in force on its last day, so one that begins within this month counts for all of it; months that have
 * ended keep theirs.
 */
export const setBudget = defineCommand({
  name: 'set-budget',
  summary: 'Set what a month may cost from a day on: everything, a model or a team',
  permission: 'price:write',
  input: z.object({
    model: name.optional(),
    team: z.string().min(1).max(128).optional(),
    amountPerMonth: z
      .string()
      .regex(/^\d{1,9}(\.\d{1,9})?$/, 'A positive decimal such as 17500, at most nine decimals.')
      .nullable(),
    currency: z.string().regex(/^[A-Z]{3}$/, 'A currency is three capitals such as EUR.'),
    effectiveFrom: z.iso.date('A day such as 2026-11-01.').optional(),
  }),
  output: budgetLine.extend({ id: uuid, scope: budgetScope, currency: z.string() }),
  rest: { method: 'POST', path: '/budgets', status: 201 },
  team: ofNoTeam,
  audit: ({ output: { scope, amountPerMonth, currency, effectiveFrom } }) => ({
    subject: `budget:${scopeKey(scope)}`,
    under: scope.kind === 'model' ? [modelSubject(scope.name)] : [],
    detail: { amountPerMonth, currency, effectiveFrom },
  }),
  async run({ tx, actor, input, now }) {
    const scope = scopeOf(input)
    const kept = await bookCurrency(tx)
    if (input.currency !== kept) refuse('invalid', `The price book is kept in ${kept}.`, [{ path: 'currency', message: `Use ${kept}.` }])
    const today = dayOf(now)
    const effectiveFrom = input.effectiveFrom ?? today
    if (effectiveFrom < monthOf(today).first) {
      refuse('invalid', 'Months that have ended keep their budget.', [{ path: 'effectiveFrom', message: 'Use a day of this month or a later one.' }])
    }
    const ids = await scopeIds(tx, scope)
    if (input.amountPerMonth === null) {
      const [last] = await tx
        .select({ amount: budget.amountPerMonth })
        .from(budget)
        .where(ofScope(ids))
        .orderBy(desc(budget.effectiveFrom), desc(budget.id))
        .limit(1)
      if (!last || last.amount === null) refuse('conflict', 'There is no budget to end.')
    }
    const id = newId()
    await tx.insert(budget).values({
      id,
      ...ids,
      amountPerMonth: input.amountPerMonth,
      currency: input.currency,
      effectiveFrom,
      createdBy: actor.kind === 'system' ? null : actor.id,
    })
    const [row] = await tx.select().from(budget).where(eq(budget.id, id))
    const { amountPerMonth, currency } = found(row, 'budget')
    return { id, scope, amountPerMonth, currency, effectiveFrom }
  },
})
