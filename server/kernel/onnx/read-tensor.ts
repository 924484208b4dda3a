import type { SparseTensorValue } from './model.ts'
import type { ReadContext } from './read-context.ts'
import { TensorValue } from './tensor-value.ts'
import { FloatList, IntegerList } from './wire.ts'
import type { WireReader } from './wire.ts'

const EXTERNAL = 1

/** Reads a TensorProto; its values stay in place until asked for. */
export function readTensor(reader: WireReader, context: ReadContext): TensorValue {
  context.count()
  const dims = new IntegerList()
  const floats = new FloatList()
  const ints = new IntegerList()
  const longs = new IntegerList()
  const unsigned = new IntegerList()
  const doubles: number[] = []
  const strings: Uint8Array[] = []
  const found = { name: '', dataType: 0, raw: undefined as Uint8Array | undefined, external: false, segmented: false }
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        reader.intsInto(dims)
        break
      case 2:
        found.dataType = Number(reader.once().int())
        break
      case 3:
        found.segmented = true
        reader.skip()
        break
      case 4:
        reader.floatsInto(floats)
        break
      case 5:
        reader.intsInto(ints)
        break
      case 6:
        strings.push(reader.bytes())
        break
      case 7:
        reader.intsInto(longs)
        break
      case 8:
        found.name = reader.once().text()
        break
      case 9:
        found.raw = reader.once().bytes()
        break
      case 10:
        reader.doublesInto(doubles)
        break
      case 11:
        reader.intsInto(unsigned)
        break
      case 12:
      case 16:
        reader.skip()
        break
      case 13:
        found.external = true
        reader.skip()
        break
      case 14:
        if (Number(reader.once().int()) === EXTERNAL) found.external = true
        break
      default:
        context.unknown(reader)
    }
  }
  return new TensorValue({
    ...found,
    dims: dims.values,
    floats: floats.values,
    ints: ints.values,
    exactInts: ints.exact,
    longs: longs.values,
    exactLongs: longs.exact,
    unsigned: unsigned.values,
    exactUnsigned: unsigned.exact,
    doubles,
    strings,
  })
}

/** Reads a SparseTensorProto. */
export function readSparseTensor(reader: WireReader, context: ReadContext): SparseTensorValue {
  context.count()
  const dims = new IntegerList()
  let values: TensorValue | undefined
  let indices: TensorValue | undefined
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        values = readTensor(reader.once().message('Values of a sparse tensor'), context)
        break
      case 2:
        indices = readTensor(reader.once().message('Indices of a sparse tensor'), context)
        break
      case 3:
        reader.intsInto(dims)
        break
      default:
        context.unknown(reader)
    }
  }
  if (!values || !indices) throw context.error('invalid-tensor', 'A sparse tensor has no values or no indices.')
  return { values, indices, dims: dims.values }
}
