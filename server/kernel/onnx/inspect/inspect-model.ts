import type { OnnxModel } from '../model.ts'
import { readModel } from '../read-model.ts'
import { assemble } from '../rewrite/pieces.ts'
import type { Piece } from '../rewrite/pieces.ts'
import { removeZipMaps } from '../rewrite/remove-zipmaps.ts'
import { checkDivision } from './arithmetic.ts'
import { checkFileKind } from './file-kind.ts'
import type { Finding } from './finding.ts'
import { countExpandedNodes } from './functions.ts'
import { checkMachineLearning } from './machine-learning.ts'
import { checkNames } from './names.ts'
import { operatorsOf } from './operators.ts'
import { checkLoop } from './repetition.ts'
import { signatureOf } from './signature.ts'
import type { ModelSignature } from './signature.ts'
import { checkSize, reportSize } from './sizes.ts'
import { checkStructure } from './structure.ts'
import { checkSuspicion } from './suspicion.ts'
import { checkTensors } from './tensors.ts'
import { checkVersions } from './versions.ts'
import { visitNodes } from './visit-nodes.ts'

const FINDINGS_LIMIT = 20

export interface Inspection {
  /** Of what is served: without ZipMap. */
  signature: ModelSignature
  /** Of the file as sent, as `domain:Name`. */
  operators: string[]
  opsets: Record<string, number>
  findings: Finding[]
  /** The file to serve, where a ZipMap was cut off. */
  rewritten: Piece[] | undefined
}

function findingsOf(model: OnnxModel): Finding[] {
  const findings: Finding[] = []
  if (model.unknownFields > 0) {
    findings.push({
      code: 'unknown-fields',
      severity: 'warning',
      detail: `The file holds ${model.unknownFields} fields that ONNX does not define; no tool shows what is in them.`,
    })
  }
  visitNodes(model, (visit) => {
    checkLoop(visit)
    checkSize(visit)
    checkMachineLearning(visit)
    findings.push(...[checkDivision(visit), reportSize(visit), checkSuspicion(visit)].filter((finding) => finding !== undefined))
  })
  const unique = [...new Map(findings.map((finding) => [`${finding.code} ${finding.detail}`, finding])).values()]
  return unique.slice(0, FINDINGS_LIMIT)
}

function checkModel(model: OnnxModel): void {
  checkVersions(model)
  checkNames(model)
  countExpandedNodes(model)
  checkTensors(model)
  checkStructure(model)
}

/**
 * Reads and checks an ONNX file without running anything of it: versions, names, tensors, functions, structure, loops,
 * sizes, trees, interface; and cuts the ZipMap off that most exporters of classifiers append.
 * @throws ModelRefused, OnnxReadError, or RangeError for what is nested too deep: `refusalOf` words them
 */
export function inspectModel(bytes: Uint8Array): Inspection {
  checkFileKind(bytes)
  const model = readModel(bytes)
  checkModel(model)
  const operators = operatorsOf(model)
  const findings = findingsOf(model)
  const rewritten = removeZipMaps(bytes, model)
  if (!rewritten) return { signature: signatureOf(model), operators, opsets: Object.fromEntries(model.opsets), findings, rewritten }
  const served = readModel(assemble(bytes, rewritten))
  checkModel(served)
  return { signature: signatureOf(served), operators, opsets: Object.fromEntries(model.opsets), findings, rewritten }
}
