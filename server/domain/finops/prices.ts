import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { price } from '#drizzle/schema/finops.ts'
import { decimal, instant, uuid } from '#server/contracts/common.ts'
import { defineCommand, defineQuery, found, newId, ofNoTeam, refuse } from '#server/domain/kit/index.ts'

const priceContract = z.object({ id: uuid, executionProvider: z.string(), amountPerHour: decimal, currency: z.string(), effectiveFrom: instant })

const priceView = (row: typeof price.$inferSelect) => ({
  id: row.id,
  executionProvider: row.executionProvider,
  amountPerHour: row.amountPerHour,
  currency: row.currency,
  effectiveFrom: row.effectiveFrom.toISOString(),
})

export const listPrices = defineQuery({
  name: 'list-prices',
  summary: 'The price book: what an hour of each device costs, newest first',
  permission: 'read',
  input: z.object({}),
  output: z.object({ items: z.array(priceContract), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/prices' },
  async run({ db }) {
    const rows = await db.select().from(price).orderBy(desc(price.effectiveFrom), desc(price.id)).limit(500)
    return { items: rows.map(priceView), nextCursor: null }
  },
})

/**
 * Sets what an hour of a device costs from now or a later moment on; predictions before keep their price. Only the
 * first price of the book may reach back: it puts a price on what had none.
 */
export const setPrice = defineCommand({
  name: 'set-price',
  summary: 'Set what an hour of a device costs from now or a later moment on',
  permission: 'price:write',
  input: z.object({
    executionProvider: z.enum(['cpu', 'cuda'], 'A provider is cpu or cuda.'),
    amountPerHour: z.string().regex(/^\d{1,9}(\.\d{1,9})?$/, 'A positive decimal such as 0.048, at most nine decimals.'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'A currency is three capitals such as EUR.'),
    effectiveFrom: instant.optional(),
  }),
  output: priceContract,
  rest: { method: 'POST', path: '/prices', status: 201 },
  team: ofNoTeam,
  audit: ({ output }) => ({
    subject: `price:${output.executionProvider}`,
    under: [],
    detail: { amountPerHour: output.amountPerHour, currency: output.currency, effectiveFrom: output.effectiveFrom },
  }),
  async run({ tx, actor, input, now }) {
    const [other] = await tx.select({ currency: price.currency }).from(price).orderBy(desc(price.effectiveFrom)).limit(1)
    if (other && other.currency !== input.currency) {
      refuse('invalid', `The price book is kept in ${other.currency}.`, [{ path: 'currency', message: `Use ${other.currency}.` }])
    }
    const effectiveFrom = input.effectiveFrom === undefined ? now : new Date(input.effectiveFrom)
    if (other && effectiveFrom < now) {
      refuse('invalid', 'Predictions that were made keep their price.', [
        { path: 'effectiveFrom', message: 'Use a moment that is still to come, or leave it out.' },
      ])
    }
    const id = newId()
    await tx.insert(price).values({ id, ...input, effectiveFrom, createdBy: actor.kind === 'system' ? null : actor.id })
    const [row] = await tx.select().from(price).where(eq(price.id, id))
    return priceView(found(row, 'price'))
  },
})
