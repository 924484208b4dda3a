import type { ModelSignature, SignatureTensor } from './signature.ts'

/** One trial run: how many rows, and what every value is. */
export interface Probe {
  rows: number
  fill: 0 | 1
  /** Size of free dimensions other than the rows. */
  inner: number
}

export interface ProbeResult {
  probe: Probe
  /** Dimensions of each output in the order of the signature and whether none holds NaN, or what the runtime said. */
  outcome: { dims: number[][]; numbers: boolean } | { error: string }
}

/** Whether callers choose how many rows an input takes. */
export const hasFreeRows = (tensor: SignatureTensor): boolean => tensor.shape.length === 0 || tensor.shape[0] === -1

const hasFreeInner = (signature: ModelSignature): boolean => signature.inputs.some((input) => input.shape.slice(1).includes(-1))

/** Sizes to try for free inner dimensions: the number of declared features where one tensor takes them, else usual ones. */
function innerSizes(signature: ModelSignature, features: number): number[] {
  if (!hasFreeInner(signature)) return [1]
  return signature.inputs.length === 1 && features > 0 ? [features] : [1, 8, 32, 224]
}

const ELEMENTS_LIMIT = 2 ** 22
const elementsOf = (signature: ModelSignature, probe: Probe): number =>
  signature.inputs.reduce((sum, input) => sum + dimsOfProbe(input, probe).reduce((product, size) => product * size, 1), 0)

/** The runs that a model must bear: ones and zeros, one row and two; guessed sizes only while the inputs stay small. */
export function probesOf(signature: ModelSignature, features: number): Probe[] {
  const sizes = innerSizes(signature, features)
  const small = sizes.filter((inner, i) => i === 0 || elementsOf(signature, { rows: 2, fill: 0, inner }) <= ELEMENTS_LIMIT)
  const fills = [1, 0] as const
  return small.flatMap((inner) => [1, 2].flatMap((rows) => fills.map((fill): Probe => ({ rows, fill, inner }))))
}

/** The dimensions of an input in a run. A dimension of the rows' name is as long as they are. */
export function dimsOfProbe(input: SignatureTensor, { rows, inner }: Probe): number[] {
  const rowSymbol = input.symbols[0] ?? ''
  return input.shape.map((size, axis) => {
    if (size !== -1) return size
    return axis === 0 || (rowSymbol !== '' && input.symbols[axis] === rowSymbol) ? rows : inner
  })
}
