import { getCosts } from './get-costs.ts'
import { listPrices, setPrice } from './prices.ts'

export const finopsOperations = { getCosts, listPrices, setPrice }

export { rollUpUsage } from './roll-up-usage.ts'
export { DEFAULT_PRICE } from './default-price.ts'
