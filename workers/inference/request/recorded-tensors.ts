import type { Signature } from '#server/contracts/registry.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { decodeTensor } from '#server/kernel/tensor/decode.ts'

/** A tensor as the prediction log holds it. */
export interface RecordedTensor {
  name: string
  datatype: string
  shape: number[]
  data: unknown[]
}

const isNarrow = (datatype: string): boolean => datatype === 'FP32' || datatype === 'FP16'

/** The inputs of a recorded prediction as the model read them, or (`wide`) as they were sent: 0.1 in single precision is another number. */
export function recordedFeeds(inputs: string, signature: Signature, wide: boolean): Tensor[] {
  const recorded = JSON.parse(inputs) as RecordedTensor[]
  return signature.inputs.map((declared) => {
    const sent = recorded.find((input) => input.name === declared.name)
    const datatype = wide && isNarrow(declared.datatype) ? 'FP64' : declared.datatype
    return decodeTensor({ ...sent, datatype }, { ...declared, datatype }, { values: Number.MAX_SAFE_INTEGER })
  })
}
