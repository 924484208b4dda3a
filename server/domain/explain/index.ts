import { explainPrediction } from './explain-prediction.ts'
import { whatIf } from './what-if.ts'

export const explainOperations = { explainPrediction, whatIf }
