import type { TensorValue } from './tensor-value.ts'

/** Bounds on what a model file may hold; beyond them reading stops with `resource-limit`. */
export interface ReadLimits {
  /** Graphs inside graphs (branches and loop bodies). */
  graphDepth: number
  /** Types inside types (sequence of map of …). */
  typeDepth: number
  /** Nodes, attributes, initializers, values and functions of all graphs together. */
  messages: number
}

export const READ_LIMITS: ReadLimits = { graphDepth: 16, typeDepth: 8, messages: 500_000 }

/** A dimension: its size, or the name of a free one ('' when it has none). */
export type Dimension = number | string

/** Type of a value; `elementType` and `shape` (undefined: any rank) as in ONNX. */
export type ValueType =
  | { kind: 'tensor' | 'sparse-tensor'; elementType: number; shape: Dimension[] | undefined }
  | { kind: 'sequence' | 'optional'; element: ValueType | undefined }
  | { kind: 'map'; keyType: number; value: ValueType | undefined }
  | { kind: 'unknown' }

export interface ValueInfo {
  name: string
  type: ValueType
}

export interface SparseTensorValue {
  values: TensorValue
  indices: TensorValue
  dims: number[]
}

export type AttributeType =
  | 'float'
  | 'int'
  | 'string'
  | 'tensor'
  | 'graph'
  | 'floats'
  | 'ints'
  | 'strings'
  | 'tensors'
  | 'graphs'
  | 'sparse-tensor'
  | 'sparse-tensors'
  | 'type'
  | 'types'

/** An attribute; of the value fields only that of `type` holds the value, the others are undefined or empty. */
export interface Attribute {
  readonly name: string
  readonly type: AttributeType
  /** Inside a function: the function's attribute that gives the value. */
  readonly reference: string | undefined
  /** Exact float32. */
  readonly float: number | undefined
  /** Rounded beyond ±2^53; then `exactInts` holds the exact value. */
  readonly int: number | undefined
  readonly floats: Float32Array
  readonly ints: readonly number[]
  /** The value of `int` or `ints` exactly, only when one lies beyond ±2^53. */
  readonly exactInts: readonly bigint[] | undefined
  readonly bytes: Uint8Array | undefined
  /** `bytes` as text. */
  readonly text: string | undefined
  readonly byteStrings: readonly Uint8Array[]
  /** `byteStrings` as text, decoded at first use. */
  readonly texts: readonly string[]
  /** The tensor of a `tensor`, or all of `tensors`. */
  readonly tensors: readonly TensorValue[]
  readonly tensor: TensorValue | undefined
  readonly sparseTensors: readonly SparseTensorValue[]
  /** The graph of a `graph`, or all of `graphs`; read at first use. */
  readonly graphs: readonly OnnxGraph[]
  readonly valueTypes: readonly ValueType[]
}

export interface OnnxNode {
  readonly name: string
  readonly opType: string
  /** 'ai.onnx' where the file leaves it empty. */
  readonly domain: string
  readonly overload: string
  /** Names of values; '' is an optional input left out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, Attribute>
}

export interface OnnxGraph {
  readonly name: string
  readonly nodes: readonly OnnxNode[]
  readonly initializers: ReadonlyMap<string, TensorValue>
  /** Keyed by the name of the values tensor. */
  readonly sparseInitializers: ReadonlyMap<string, SparseTensorValue>
  /** All graph inputs as written; before IR 4 these include the initializers. */
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly ValueInfo[]
  readonly valueInfo: ReadonlyMap<string, ValueInfo>
}

export interface OnnxFunction {
  readonly name: string
  readonly domain: string
  readonly overload: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly nodes: readonly OnnxNode[]
  readonly defaults: ReadonlyMap<string, Attribute>
  readonly opsets: ReadonlyMap<string, number>
}

export interface OnnxModel {
  /** 0 when the file names none. */
  readonly irVersion: number
  readonly producer: { name: string; version: string }
  /** Operator set version by domain ('ai.onnx' for the default one). */
  readonly opsets: ReadonlyMap<string, number>
  readonly graph: OnnxGraph
  readonly functions: readonly OnnxFunction[]
  readonly metadata: readonly { key: string; value: string }[]
  readonly hasTrainingInfo: boolean
  /** Fields of messages that this reader does not know: bytes no tool shows. */
  readonly unknownFields: number
}
