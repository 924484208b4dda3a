import type { Decision, Signature } from '#server/contracts/registry.ts'

const isFloat = (datatype: string): boolean => datatype.startsWith('FP')

/** The only output of real numbers as the score, by its second column where it has two; null where the file leaves a choice. Pure. */
export function suggestDecision({ outputs }: Signature): Decision | null {
  const [only, ...others] = outputs.filter((output) => isFloat(output.datatype))
  if (!only || others.length > 0) return null
  return only.shape.length === 2 && only.shape[1] === 2 ? { output: only.name, class: 1 } : { output: only.name }
}
