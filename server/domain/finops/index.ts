import { getCosts } from './get-costs.ts'
import { getDailyCosts } from './get-daily-costs.ts'
import { getMonthSpend } from './get-month-spend.ts'
import { listPrices, setPrice } from './prices.ts'

export const finopsOperations = { getCosts, getDailyCosts, getMonthSpend, listPrices, setPrice }

export { rollUpUsage } from './roll-up-usage.ts'
export { DEFAULT_PRICE } from './default-price.ts'
