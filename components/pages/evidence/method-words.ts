/** How the interval of a measure came about, in words a reader can look up. */
const METHODS: Record<string, string> = {
  wilson: 'Wilson score interval',
  'wilson-jaccard': 'Wilson score interval of the Jaccard share, carried over',
  'delong-logit': 'DeLong, on the log-odds',
  delong: 'DeLong',
  'jackknife-logit': 'jackknife, on the log-odds',
  jackknife: 'jackknife',
  student: 'Student t interval of a mean',
  bootstrap: 'bootstrap',
  newcombe: 'Newcombe hybrid score',
  koopman: 'Koopman score',
  'miettinen-nurminen': 'Miettinen–Nurminen score',
  katz: 'Katz, on the logarithm',
  'jackknife-fisher': 'jackknife, on Fisher’s z',
  'jackknife-log': 'jackknife, on the logarithm',
  'bootstrap-logit': 'bootstrap, on the log-odds',
  'wilson-mover': 'Wilson score intervals of both shares, combined',
  'newcombe-auc': 'Newcombe, for areas',
  'order-statistics': 'order statistics',
  dle: 'estimated from the errors of the reference',
  cbpe: 'estimated from calibrated scores',
}

export const methodWords = (method: string): string => METHODS[method] ?? method.replaceAll('-', ' ')
