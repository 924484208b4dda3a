import type { Cell } from '../additive-model.ts'
import { mapCells, NotAdditiveError } from './columns.ts'
import type { Column, ConstantTensor, RowTensor, Tensor } from './columns.ts'
import { rows } from './operator.ts'
import type { Attributes, Operator } from './operator.ts'

/** Per-column parameters: one for all columns or one each. */
function perColumn(values: ArrayLike<number> | undefined, fallback: number, columns: number, operator: Operator): (column: number) => number {
  if (!values || values.length === 0) return () => fallback
  if (values.length === 1) return () => values[0]
  if (values.length === columns) return (column) => values[column]
  throw new NotAdditiveError(`${operator.where} has ${values.length} parameters for ${columns} columns`)
}

function scaler(operator: Operator): Tensor {
  const tensor = rows(operator)
  const { attributes, where } = operator
  const offset = perColumn(attributes.floats('offset'), 0, tensor.columns.length, operator)
  const scale = perColumn(attributes.floats('scale'), 1, tensor.columns.length, operator)
  const apply = (cell: Cell, column: number) => Math.fround(Math.fround(Math.fround(Number(cell)) - offset(column)) * scale(column))
  return mapCells(tensor, 'float32', apply, where)
}

function imputer(operator: Operator): Tensor {
  const tensor = rows(operator)
  const { attributes, where } = operator
  const isFloat = attributes.floats('imputed_value_floats') !== undefined
  const values = isFloat ? attributes.floats('imputed_value_floats') : attributes.ints('imputed_value_int64s')
  const replaced = isFloat ? (attributes.float('replaced_value_float') ?? 0) : (attributes.int('replaced_value_int64') ?? 0)
  const imputed = perColumn(values, 0, tensor.columns.length, operator)
  const isMissing = Number.isNaN(replaced) ? Number.isNaN : (cell: number) => cell === replaced
  return mapCells(tensor, tensor.type, (cell, column) => (isMissing(Number(cell)) ? imputed(column) : cell), where)
}

function oneHotEncoder(operator: Operator): Tensor {
  const tensor = rows(operator)
  const categories: readonly Cell[] = operator.attributes.texts('cats_strings') ?? operator.attributes.ints('cats_int64s') ?? []
  const isText = operator.attributes.texts('cats_strings') !== undefined
  const read = (cell: Cell): Cell => (isText ? cell : Math.trunc(Number(cell)))
  const columns = tensor.columns.flatMap((column) =>
    categories.map((category): Column => {
      if (column.kind === 'constant') return { kind: 'constant', value: read(column.value) === category ? 1 : 0 }
      if (column.kind !== 'feature') throw new NotAdditiveError(`${operator.where} encodes a value that several features share`)
      const { player, encode } = column
      return { kind: 'feature', player, encode: (cell) => (read(encode(cell)) === category ? 1 : 0) }
    }),
  )
  return { kind: 'rows', shape: [...tensor.shape, categories.length], type: 'float32', columns }
}

const LISTS = ['strings', 'int64s', 'floats'] as const

function listed(attributes: Attributes, name: string): { values: readonly Cell[]; list: string } | undefined {
  const tensor: ConstantTensor | undefined = attributes.tensor(`${name}_tensor`)
  if (tensor) return { values: tensor.values, list: tensor.type === 'string' ? 'strings' : tensor.type === 'integer' ? 'int64s' : 'floats' }
  for (const list of LISTS) {
    const values =
      list === 'strings' ? attributes.texts(`${name}_strings`) : list === 'floats' ? attributes.floats(`${name}_floats`) : attributes.ints(`${name}_int64s`)
    if (values && values.length > 0) return { values: Array.from<Cell>(values), list }
  }
  return undefined
}

function fallbackOf(attributes: Attributes, list: string): Cell {
  const tensor = attributes.tensor('default_tensor')
  if (tensor) return tensor.values[0]
  if (list === 'strings') return attributes.text('default_string') ?? '_Unused'
  if (list === 'floats') return attributes.float('default_float') ?? -0
  return attributes.int('default_int64') ?? -1
}

function labelEncoder(operator: Operator): Tensor {
  const tensor = rows(operator)
  const { attributes, where } = operator
  const keys = listed(attributes, 'keys')
  const values = listed(attributes, 'values')
  if (!keys || !values) throw new NotAdditiveError(`${where} has no keys and values`)
  const known = new Map(keys.values.map((key, index) => [key, values.values[index]]))
  const fallback = fallbackOf(attributes, values.list)
  const type = values.list === 'strings' ? 'string' : values.list === 'floats' ? 'float32' : 'integer'
  return mapCells(tensor, type, (cell) => known.get(cell) ?? fallback, where)
}

function categoryMapper(operator: Operator): Tensor {
  const tensor = rows(operator)
  const { attributes, where } = operator
  const texts = attributes.texts('cats_strings') ?? []
  const codes = attributes.ints('cats_int64s') ?? []
  if (tensor.type === 'string') {
    const known = new Map(texts.map((text, index) => [text, codes[index]]))
    return mapCells(tensor, 'integer', (cell) => known.get(String(cell)) ?? attributes.int('default_int64') ?? -1, where)
  }
  const known = new Map(codes.map((code, index) => [code, texts[index]]))
  return mapCells(tensor, 'string', (cell) => known.get(Number(cell)) ?? attributes.text('default_string') ?? '_Unused', where)
}

function binarizer(operator: Operator): RowTensor {
  const threshold = operator.attributes.float('threshold') ?? 0
  const tensor = rows(operator)
  return mapCells(tensor, tensor.type, (cell) => (Number(cell) > threshold ? 1 : 0), operator.where)
}

/** Operators of ai.onnx.ml that turn one column into others. */
export const ENCODERS: Record<string, (operator: Operator) => Tensor> = {
  Scaler: scaler,
  Imputer: imputer,
  OneHotEncoder: oneHotEncoder,
  LabelEncoder: labelEncoder,
  CategoryMapper: categoryMapper,
  Binarizer: binarizer,
}
