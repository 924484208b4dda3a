/**
 * What an hour of one CPU core costs where the machine is one's own, until somebody who knows better sets a price.
 * OpenCost's default rates for machines without a cloud bill: 0.031611 an hour for a core and 0.004237 for a GB of
 * memory; a core with 4 GB comes to 0.048559. They are dollars, taken at par and rounded: a figure of this
 * uncertainty gains nothing from a rate of exchange.
 */
export const DEFAULT_PRICE = { executionProvider: 'cpu', amountPerHour: '0.048', currency: 'EUR', effectiveFrom: '2000-01-01T00:00:00Z' } as const
