/** What measures are called, on every page and on paper. */
const TITLES: Record<string, string> = {
  accuracy: 'Accuracy',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  rocAuc: 'ROC AUC',
  averagePrecision: 'Average precision',
  logLoss: 'Log loss',
  brier: 'Brier score',
  precisionMacro: 'Precision, macro',
  recallMacro: 'Recall, macro',
  f1Macro: 'F1, macro',
  balancedAccuracy: 'Balanced accuracy',
  specificity: 'Specificity',
  negativePredictiveValue: 'Negative predictive value',
  f2: 'F2',
  matthewsCorrelation: 'Matthews correlation',
  cohenKappa: 'Cohen’s kappa',
  quadraticKappa: 'Kappa, quadratic weights',
  gini: 'Gini coefficient',
  kolmogorovSmirnov: 'Kolmogorov–Smirnov distance',
  precisionRecallArea: 'Precision–recall area, trapezoids',
  precisionMicro: 'Precision, micro',
  recallMicro: 'Recall, micro',
  f1Micro: 'F1, micro',
  precisionWeighted: 'Precision, weighted',
  recallWeighted: 'Recall, weighted',
  f1Weighted: 'F1, weighted',
  topTwoAccuracy: 'Accuracy of the best two',
  rocAucOvrMacro: 'ROC AUC, each against the rest',
  rocAucOvrWeighted: 'ROC AUC, each against the rest, weighted',
  rocAucOvoMacro: 'ROC AUC, each pair',
  rocAucOvoWeighted: 'ROC AUC, each pair, weighted',
  mse: 'Mean squared error',
  medianAbsoluteError: 'Median absolute error',
  explainedVariance: 'Explained variance',
  mape: 'Mean absolute percentage error',
  mapeOfNonzero: 'Mean absolute percentage error, truth not 0',
  smape: 'Symmetric percentage error, 0 to 2',
  wape: 'Weighted absolute percentage error',
  rmsle: 'RMSE of logarithms',
  pinball10: 'Pinball loss, 10 %',
  pinball50: 'Pinball loss, 50 %',
  pinball90: 'Pinball loss, 90 %',
  rmse: 'RMSE',
  mae: 'Mean absolute error',
  r2: 'R²',
  demographicParityRatio: 'Ratio of selection rates, smallest over largest',
  demographicParityDifference: 'Difference of selection rates',
  equalOpportunityDifference: 'Difference of true positive rates',
  equalizedOddsDifference: 'Difference of odds, the worse rate',
}

/** The order in which a reader looks for metrics; others follow as they come. */
const FIRST = [
  'rocAuc',
  'averagePrecision',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'precisionMacro',
  'recallMacro',
  'f1Macro',
  'logLoss',
  'brier',
  'r2',
  'rmse',
  'mae',
]

/** `rocAuc` → `ROC AUC`. */
export const metricTitle = (name: string): string => TITLES[name] ?? name

const place = (name: string): number => {
  const at = FIRST.indexOf(name)
  return at === -1 ? FIRST.length : at
}

/** Sorts names of metrics; the database keeps the keys of a result in an order of its own. */
export const byMetric = (a: string, b: string): number => place(a) - place(b) || metricTitle(a).localeCompare(metricTitle(b), 'en')
