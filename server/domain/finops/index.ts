import { getCosts } from './get-costs.ts'
import { getDailyCosts } from './get-daily-costs.ts'
import { getMonthSpend } from './get-month-spend.ts'
import { listBudgets } from './list-budgets.ts'
import { listIdleDeployments } from './list-idle-deployments.ts'
import { listPrices, setPrice } from './prices.ts'
import { setBudget } from './set-budget.ts'

export const finopsOperations = { getCosts, getDailyCosts, getMonthSpend, listBudgets, listIdleDeployments, listPrices, setBudget, setPrice }

export { rollUpUsage } from './roll-up-usage.ts'
export { DEFAULT_PRICE } from './default-price.ts'
