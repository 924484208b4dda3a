import { createModel } from './create-model.ts'
import { createVersion } from './create-version.ts'
import { getModel } from './get-model.ts'
import { getVersion } from './get-version.ts'
import { listModels } from './list-models.ts'
import { listVersions } from './list-versions.ts'
import { putArtifact } from './put-artifact.ts'
import { recordIntake } from './record-intake.ts'
import { retireVersion } from './retire-version.ts'
import { removeAlias, setAlias } from './set-alias.ts'
import { updateModel } from './update-model.ts'
import { updateVersion } from './update-version.ts'

export const registryOperations = {
  listModels,
  getModel,
  createModel,
  updateModel,
  listVersions,
  getVersion,
  createVersion,
  updateVersion,
  retireVersion,
  putArtifact,
  recordIntake,
  setAlias,
  removeAlias,
}

export { modelByName, modelSubject, teamOfModel, versionById, versionByKey, versionSubject } from './internal.ts'
export type { VersionRow } from './internal.ts'
export type { IntakeOutcome } from './record-intake.ts'
