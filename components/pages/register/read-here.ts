import type { Decision } from '#server/contracts/registry.ts'
import { checkDeclaration } from '#server/kernel/onnx/inspect/declaration.ts'
import type { Finding } from '#server/kernel/onnx/inspect/finding.ts'
import { inspectModel } from '#server/kernel/onnx/inspect/inspect-model.ts'
import { refusalOf } from '#server/kernel/onnx/inspect/refusal.ts'
import type { Refusal } from '#server/kernel/onnx/inspect/refusal.ts'
import type { ModelSignature } from '#server/kernel/onnx/inspect/signature.ts'

/** What the file says of itself, read by the rules of intake without running it. */
export interface Readable {
  readonly signature: ModelSignature
  readonly operators: number
  readonly opsets: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
  /** A ZipMap at its end is cut off for serving. */
  readonly cut: boolean
  /** Why intake would refuse what is declared, null where it fits. */
  readonly misfit: (declared: { readonly features: readonly string[]; readonly decision?: Decision }) => Refusal | null
}

export type FileReading = Readable | { readonly refusal: Refusal }

// Exporters declare the rows of outputs wrongly, which the trial puts right; before it they are taken as free.
const beforeTrial = ({ inputs, outputs }: ModelSignature): ModelSignature => ({
  inputs,
  outputs: outputs.map((output) => ({ ...output, shape: output.shape.length > 0 ? [-1, ...output.shape.slice(1)] : output.shape })),
})

function refusalIn(work: () => void): Refusal | null {
  try {
    work()
    return null
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refusal
  }
}

/** Reads an ONNX file where it lies. Pure; nothing of the file is run. */
export function readHere(bytes: Uint8Array): FileReading {
  try {
    const { signature, operators, opsets, findings, rewritten } = inspectModel(bytes)
    const assumed = beforeTrial(signature)
    return {
      signature,
      operators: operators.length,
      opsets,
      findings,
      cut: rewritten !== undefined,
      misfit: (declared) => refusalIn(() => checkDeclaration(assumed, declared)),
    }
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return { refusal }
  }
}
