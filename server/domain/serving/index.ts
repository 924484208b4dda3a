import { compareRequest } from './compare-request.ts'
import { deploy } from './deploy.ts'
import { getActivity } from './get-activity.ts'
import { getDatasetLineage, getVersionLineage } from './get-lineage.ts'
import { getPrediction } from './get-prediction.ts'
import { listActivity } from './list-activity.ts'
import { getDeployment, listDeployments } from './list-deployments.ts'
import { listLabels } from './list-labels.ts'
import { listPredictionLabels } from './list-prediction-labels.ts'
import { listPredictions } from './list-predictions.ts'
import { listStandings } from './list-standings.ts'
import { recordLabels } from './record-labels.ts'
import { stopDeployment } from './stop-deployment.ts'
import { updateDeployment } from './update-deployment.ts'

export const servingOperations = {
  listDeployments,
  getDeployment,
  listActivity,
  getActivity,
  deploy,
  stopDeployment,
  updateDeployment,
  listPredictions,
  listStandings,
  getPrediction,
  listPredictionLabels,
  listLabels,
  recordLabels,
  compareRequest,
  getDatasetLineage,
  getVersionLineage,
}

export { deploymentById, deploymentSubject, predictionById } from './internal.ts'
