import type { OnnxModel } from '../model.ts'
import { SUPPORTED } from './limits.ts'
import { quoted, refuse } from './refusal.ts'

const FIX = 'Export the model for an operator set that is supported (opset_version or target_opset of the exporter).'

function checkOpset(domain: string, version: number): void {
  const newest = SUPPORTED.opsets.get(domain)
  if (newest === undefined) return
  if (version < 1 || version > newest) refuse('unsupported-version', `Operator set ${domain} ${version} is not supported; 1 to ${newest} are.`, FIX)
}

/** IR version and operator sets against what the runtime runs. Sets of other domains are judged where they are used. */
export function checkVersions(model: OnnxModel): void {
  const { from, to } = SUPPORTED.ir
  const { irVersion } = model
  if (irVersion === 0) refuse('unsupported-version', 'The file names no IR version.', 'Export the model again; every exporter writes ir_version.')
  if (irVersion < from || irVersion > to)
    refuse('unsupported-version', `IR version ${irVersion} is not supported; ${from} to ${to} are.`, 'Export the model with a supported IR version.')
  if (model.opsets.size === 0) refuse('unsupported-version', 'The file imports no operator set.', 'Export the model again; every exporter writes opset_import.')
  for (const [domain, version] of model.opsets) checkOpset(domain, version)
  for (const fn of model.functions) {
    for (const [domain, version] of fn.opsets) {
      checkOpset(domain, version)
      if (fn.opsets.size > 100) refuse('resource-limit', `Function ${quoted(fn.name)} imports ${fn.opsets.size} operator sets.`, FIX)
    }
  }
  if (model.hasTrainingInfo) {
    refuse('unsupported-feature', 'The file holds training information (training_info) beside the model.', 'Export the model for inference only.')
  }
}
