import { deploy } from './deploy.ts'
import { getPrediction } from './get-prediction.ts'
import { getDeployment, listDeployments } from './list-deployments.ts'
import { listPredictions } from './list-predictions.ts'
import { recordLabels } from './record-labels.ts'
import { stopDeployment } from './stop-deployment.ts'

export const servingOperations = {
  listDeployments,
  getDeployment,
  deploy,
  stopDeployment,
  listPredictions,
  getPrediction,
  recordLabels,
}

export { predictionById } from './internal.ts'
