import type { Finding } from '#server/kernel/onnx/inspect/finding.ts'
import { hasFreeRows } from '#server/kernel/onnx/inspect/probes.ts'
import type { ProbeResult } from '#server/kernel/onnx/inspect/probes.ts'
import { quoted, refusal } from '#server/kernel/onnx/inspect/refusal.ts'
import type { Refusal, RefusalCode } from '#server/kernel/onnx/inspect/refusal.ts'
import type { ModelSignature, SignatureTensor } from '#server/kernel/onnx/inspect/signature.ts'

const MEANINGS: [RegExp, RefusalCode, string][] = [
  [
    /No Op registered|Could not find an implementation|not a registered function|NOT_IMPLEMENTED|not implemented|is deprecated in domain_version/i,
    'unsupported-op',
    'Export the model with operators that its operator sets have.',
  ],
  [
    /MLDataType|not currently registered or supported|Unsupported data ?type/i,
    'unsupported-type',
    'Cast to float32, float64, an integer type, boolean or text.',
  ],
  [/External data|outside the directory/i, 'external-data', 'Save the model as one file.'],
  [/tree_ensemble|TreeEnsemble/, 'invalid-tree', 'Export the model again with the converter of its library.'],
  [/bad allocation|Failed to allocate|std::bad_alloc/i, 'resource-limit', 'Send a smaller model.'],
  [/TensorProto|initializer|Integer overflow/i, 'invalid-tensor', 'Export the model again; onnx.checker.check_model shows the same fault.'],
]

/** The runtime's words without the places in its own source, on one line and short. */
export function runtimeWords(message: string): string {
  const words = message
    .replace(/\S+\.(?:cc|h|cpp|hpp):\d+ (?:[^()]*\([^)]*\)(?: const)?(?: \[with [^\]]*\])?)?/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return words.length > 300 ? `${words.slice(0, 299)}…` : words
}

/** Why the runtime would not load a model. */
export function loadRefusal(message: string): Refusal {
  const [, code, fix] = MEANINGS.find(([pattern]) => pattern.test(message)) ?? [
    null,
    'invalid-graph' as const,
    'Export the model again; onnx.checker.check_model shows more.',
  ]
  return refusal(code, `The runtime does not load the model: ${runtimeWords(message)}`, fix)
}

function findingsOfRuns(signature: ModelSignature, results: readonly ProbeResult[]): Finding[] {
  const findings: Finding[] = []
  const warn = (code: string, detail: string) => findings.push({ code, severity: 'warning', detail })
  const fixed = signature.inputs.find((input) => !hasFreeRows(input))
  if (fixed) warn('fixed-rows', `Input ${quoted(fixed.name)} takes exactly ${fixed.shape[0]} rows at a time.`)
  const ended = results.filter(({ outcome }) => 'dims' in outcome)
  if (!fixed && ended.length > 0 && ended.every(({ probe }) => probe.rows === 1)) warn('one-row-only', 'The model runs on one row and fails on two.')
  if (ended.length > 0 && ended.every(({ outcome }) => 'dims' in outcome && !outcome.numbers)) {
    warn('no-number', 'In every trial run an output held NaN, though all inputs were numbers.')
  }
  return findings
}

const isGuessed = ({ datatype, shape, shaped }: SignatureTensor): boolean => datatype === 'BYTES' || !shaped || shape.slice(1).includes(-1)

/** A model is refused when no trial run comes to an end, unless its inputs had to be guessed: then that is reported. */
export function runVerdict(signature: ModelSignature, results: readonly ProbeResult[]): { refusal: Refusal } | { findings: Finding[] } {
  const findings = findingsOfRuns(signature, results)
  const errors = results.flatMap(({ outcome }) => ('error' in outcome ? [outcome.error] : []))
  if (errors.length < results.length) return { findings }
  const detail = `No trial run came to an end: ${runtimeWords(errors[0] ?? 'nothing was run')}`
  if (signature.inputs.some(isGuessed)) {
    return { findings: [...findings, { code: 'not-tried', severity: 'warning', detail: `${detail} Its text values or free dimensions had to be guessed.` }] }
  }
  return { refusal: refusal('trial-failed', detail, 'See that the model runs on one row and on two rows of zeros or ones in ONNX Runtime.') }
}
