import { comparePrediction } from './compare-prediction.ts'
import { explainPrediction } from './explain-prediction.ts'
import { listNeighbours } from './list-neighbours.ts'
import { whatIf } from './what-if.ts'

export const explainOperations = { explainPrediction, whatIf, comparePrediction, listNeighbours }
