import { explainPrediction } from './explain-prediction.ts'

export const explainOperations = { explainPrediction }
