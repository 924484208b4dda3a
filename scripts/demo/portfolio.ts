import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { seedCalls, serveCalls } from './calls.ts'
import { seedCredit, serveCredit } from './credit.ts'
import { seedDigits } from './digits.ts'
import { seedEmployment } from './employment.ts'
import { seedHousing } from './housing.ts'
import { seedIncome } from './income.ts'
import { seedOffers, serveOffers } from './offers.ts'
import { seedSmallLoans } from './small-loans.ts'
import { seedTumours } from './tumours.ts'
import { awaitWindows } from './windows.ts'

export interface Chapter {
  /** What it fills in, for whoever watches. */
  what: string
  fill: (runtime: Runtime, people: People) => Promise<void>
}

/**
 * Nine models in the states that a portfolio has: live and healthy, live with inputs that drift, live with performance that fell since
 * labels came, superseded, waiting, blocked by fairness, inconclusive on a small group, rejected, withdrawn, revoked, under a grant
 * that ends soon, and refused at intake. Each chapter adds what is missing of its own, so that an interrupted run is continued.
 */
export const PORTFOLIO: readonly Chapter[] = [
  { what: 'credit-default, two versions live and a third that is blocked', fill: seedCredit },
  { what: 'small-loans, inconclusive on a small group', fill: seedSmallLoans },
  { what: 'area-income, waiting for a signature', fill: seedHousing },
  { what: 'reminder-calls, approved and live', fill: seedCalls },
  { what: 'reminder-calls, six weeks with labels', fill: serveCalls },
  { what: 'instalment-offers, approved and live', fill: seedOffers },
  { what: 'instalment-offers, six weeks as expected', fill: serveOffers },
  // Last of those with traffic, so that the newest predictions are those that the tour opens.
  { what: 'credit-default, six weeks of production', fill: serveCredit },
  { what: 'tumour-triage, live under a grant that ends soon', fill: seedTumours },
  { what: 'digit-reader, superseded and revoked', fill: seedDigits },
  { what: 'income-bracket, rejected', fill: seedIncome },
  { what: 'in-work, withdrawn', fill: seedEmployment },
  { what: 'the weeks of production, measured', fill: awaitWindows },
]
