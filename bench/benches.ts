import type { Bench } from './bench.ts'

/** Every bench by its name: one line each. A bench's file is loaded only when it is asked for. */
export const BENCHES: Record<string, () => Promise<Bench>> = {
  drift: () => import('./drift.ts').then((file) => file.drift),
  explain: () => import('./explain.ts').then((file) => file.explain),
  fairness: () => import('./fairness.ts').then((file) => file.fairness),
  inference: () => import('./inference.ts').then((file) => file.inference),
  ledger: () => import('./ledger.ts').then((file) => file.ledger),
  portfolio: () => import('./portfolio.ts').then((file) => file.portfolio),
}

/** Results that are also asked for by their own name, and the bench that measures them. */
export const MEASURED_BY: Record<string, keyof typeof BENCHES> = {
  'drift-default-1m-50': 'drift',
  'drift-default-1m-50-peak-rss': 'drift',
  'interventional-100x6x30-bg100': 'explain',
  'interventional-100x6x30-bg100000': 'explain',
  'path-dependent-100x6x30': 'explain',
  'explain-1row-p99': 'explain',
  'metricframe-1m': 'fairness',
  'intersections-1m-10000-bootstrap': 'fairness',
  'infer-1row-http': 'inference',
  'infer-1row-http-p99': 'inference',
  'ledger-write': 'ledger',
  'search-p95': 'portfolio',
}
