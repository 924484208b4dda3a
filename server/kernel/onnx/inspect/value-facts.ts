import type { OnnxModel, ValueInfo } from '../model.ts'
import { ELEMENT_TYPES } from '../tensor-value.ts'
import type { ElementType, TensorValue } from '../tensor-value.ts'

/** Where a value comes from, as bits. */
export const INPUT = 1
/** A yes or no got by holding an input against something. */
export const COMPARED = 2
/** Went through learned weights. */
export const LEARNED = 4

/** What is known of a value without running the graph. */
export interface ValueFact {
  type: ElementType | undefined
  /** Union of INPUT, COMPARED and LEARNED; 0 for what only constants and shapes decide. */
  origin: number
  /** Size of the last dimension. */
  width: number | undefined
  /** Number of elements of a value that constants decide. */
  elements: number | undefined
  /** The integers of a value that stands in the file. */
  integers: (() => readonly bigint[]) | undefined
  /** Whether a matrix of the file only picks columns: at most one weight in each of its own. */
  picks: (() => boolean) | undefined
}

export const UNKNOWN: ValueFact = { type: undefined, origin: 0, width: undefined, elements: undefined, integers: undefined, picks: undefined }

const isInteger = (type: ElementType | undefined): boolean => type !== undefined && /^U?INT(8|16|32|64)$/.test(type)

const PICKS_LIMIT = 2 ** 20

function picksColumns(tensor: TensorValue): boolean {
  const width = tensor.dims[1]
  if (tensor.dims.length !== 2 || tensor.size > PICKS_LIMIT || !/^(FLOAT|FLOAT16|DOUBLE)$/.test(tensor.dtype)) return false
  const weights = new Uint8Array(width)
  return tensor.toFloat64Array().every((value, i) => value === 0 || ++weights[i % width] === 1)
}

export function factOfTensor(tensor: TensorValue): ValueFact {
  return {
    type: tensor.dtype,
    origin: 0,
    width: tensor.dims.at(-1),
    elements: tensor.size,
    integers: isInteger(tensor.dtype) ? () => tensor.toBigInts() : undefined,
    picks: () => picksColumns(tensor),
  }
}

export function factOfInput({ type }: ValueInfo): ValueFact {
  if (type.kind !== 'tensor') return { ...UNKNOWN, origin: INPUT }
  const last = type.shape?.at(-1)
  return { ...UNKNOWN, type: ELEMENT_TYPES[type.elementType], origin: INPUT, width: typeof last === 'number' && last > 0 ? last : undefined }
}

/** Facts by name, those of the graphs around included. */
export class Facts {
  readonly #own = new Map<string, ValueFact>()
  readonly #outer: Facts | undefined

  constructor(outer?: Facts) {
    this.#outer = outer
  }

  get(name: string): ValueFact {
    return this.#own.get(name) ?? this.#outer?.get(name) ?? UNKNOWN
  }

  set(name: string, fact: ValueFact): void {
    if (name !== '') this.#own.set(name, fact)
  }
}

/** Names of the inputs that a caller feeds: those without a value of their own. */
export const fedInputs = (model: OnnxModel): ValueInfo[] =>
  model.graph.inputs.filter(({ name }) => !model.graph.initializers.has(name) && !model.graph.sparseInitializers.has(name))
