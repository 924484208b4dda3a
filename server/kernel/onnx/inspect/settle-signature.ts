import type { ProbeResult } from './probes.ts'
import type { ModelSignature, SignatureTensor } from './signature.ts'

/** A dimension as all runs showed it; -1 where they differ or the file leaves it free. */
function settledShape(output: SignatureTensor, seen: readonly number[][], bothRows: boolean): number[] {
  const [first] = seen
  if (!first) return output.shape
  const declared = output.shaped && output.shape.length === first.length ? output.shape : first
  return first.map((size, axis) => {
    const same = seen.every((dims) => dims.length === first.length && dims[axis] === size)
    const known = output.shaped || axis > 0 || bothRows
    return known && same && declared[axis] === size ? size : -1
  })
}

/**
 * The signature with the outputs' shapes as they came out: exporters declare some wrongly (LightGBM's label as [1] for
 * any number of rows) and some not at all.
 */
export function settleSignature(signature: ModelSignature, results: readonly ProbeResult[]): ModelSignature {
  const bothRows = [1, 2].every((rows) => results.some(({ probe, outcome }) => 'dims' in outcome && probe.rows === rows))
  const seen = results.flatMap(({ outcome }) => ('dims' in outcome ? [outcome.dims] : []))
  const outputs = signature.outputs.map((output, i): SignatureTensor => ({
    ...output,
    shape: settledShape(
      output,
      seen.map((dims) => dims[i]),
      bothRows,
    ),
    shaped: output.shaped || seen.length > 0,
  }))
  return { inputs: signature.inputs, outputs }
}
