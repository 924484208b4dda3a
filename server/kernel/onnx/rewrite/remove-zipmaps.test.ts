import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLOATS, LONGS, intsAttribute, mapsValue, model, node, value } from '../build-model.ts'
import { readModel } from '../read-model.ts'
import { fieldsOf } from './fields.ts'
import { assemble, copyRange } from './pieces.ts'
import type { Piece } from './pieces.ts'
import { removeZipMaps } from './remove-zipmaps.ts'
import { varint } from './wire-writer.ts'

const zipMap = (tensor: string, output: string) => node('ai.onnx.ml:ZipMap', [tensor], [output], [intsAttribute('classlabels_int64s', [0, 1, 2])])
const softmax = node('Softmax', ['x'], ['p'])
const x = value('x', FLOATS, ['N', 3])

function cut(bytes: Uint8Array) {
  const pieces = removeZipMaps(bytes, readModel(bytes))
  return pieces && readModel(assemble(bytes, pieces))
}
const nodesOf = (bytes: Uint8Array) => cut(bytes)?.graph.nodes.map(({ opType, inputs, outputs }) => [opType, inputs, outputs])
const tensorOf = (name: string, last: number) => ({ name, type: { kind: 'tensor', elementType: 1, shape: ['', last] } })

describe('cutting ZipMap off', () => {
  it('gives the tensor under it the name of the output and its type', () => {
    const bytes = model({ nodes: [softmax, zipMap('p', 'scores')], inputs: [x], outputs: [mapsValue('scores')], valueInfo: [value('p', FLOATS, ['N', 3])] })
    expect(nodesOf(bytes)).toEqual([['Softmax', ['x'], ['scores']]])
    expect(cut(bytes)?.graph.outputs).toEqual([tensorOf('scores', 3)])
    expect(cut(bytes)?.graph.valueInfo.size).toBe(0)
  })

  it('renames the tensor wherever else it is read', () => {
    const bytes = model({
      nodes: [softmax, node('ArgMax', ['p'], ['label']), zipMap('p', 'scores')],
      inputs: [x],
      outputs: [value('label', LONGS, ['N']), mapsValue('scores')],
    })
    expect(nodesOf(bytes)).toEqual([
      ['Softmax', ['x'], ['scores']],
      ['ArgMax', ['scores'], ['label']],
    ])
  })

  it('copies a tensor that has to keep its name: an output, an input, or one that two maps read', () => {
    const asOutput = model({ nodes: [softmax, zipMap('p', 'scores')], inputs: [x], outputs: [value('p', FLOATS, ['N', 3]), mapsValue('scores')] })
    expect(nodesOf(asOutput)).toEqual([
      ['Softmax', ['x'], ['p']],
      ['Identity', ['p'], ['scores']],
    ])
    const ofInput = model({ nodes: [zipMap('x', 'scores')], inputs: [x], outputs: [mapsValue('scores')] }, [], { 'ai.onnx.ml': 2 })
    expect(nodesOf(ofInput)).toEqual([['Identity', ['x'], ['scores']]])
    expect(cut(ofInput)?.opsets.get('ai.onnx')).toBe(13)
    const twice = model({ nodes: [softmax, zipMap('p', 'a'), zipMap('p', 'b')], inputs: [x], outputs: [mapsValue('a'), mapsValue('b')] })
    expect(cut(twice)?.graph.outputs).toEqual([tensorOf('a', 3), tensorOf('b', 3)])
  })

  it('leaves a map that the graph itself reads, and files without one', () => {
    const read = model({ nodes: [softmax, zipMap('p', 'maps'), node('Identity', ['maps'], ['scores'])], inputs: [x], outputs: [mapsValue('scores')] })
    expect(cut(read)).toBeUndefined()
    expect(cut(model({ nodes: [softmax], inputs: [x], outputs: [value('p', FLOATS, ['N', 3])] }))).toBeUndefined()
  })

  it('keeps every other byte: of a real model, all but two nodes, one output and two lengths', () => {
    const bytes = readFileSync('data/models/credit-default/logistic-zipmap.onnx')
    const pieces = removeZipMaps(bytes, readModel(bytes)) ?? []
    const isKept = ({ from, to }: { from: number; to: number }) =>
      pieces.some((piece) => !(piece instanceof Uint8Array) && piece.from <= from && piece.to >= to)
    const fields = [...fieldsOf(bytes)]
    const inner = fields.filter(({ field }) => field === 7).flatMap(({ start, to }) => [...fieldsOf(bytes, start, to)])
    expect(fields.filter((span) => !isKept(span)).map(({ field }) => field)).toEqual([7])
    expect(inner.filter((span) => !isKept(span)).map(({ field }) => field)).toEqual([1, 1, 12])
    expect(inner.length).toBeGreaterThan(6)
  })
})

describe('fields of a file', () => {
  const files = readdirSync('data/models', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.onnx'))

  it.each(files)('of %s put together again are the file', (name) => {
    const bytes = readFileSync(join('data/models', name))
    const pieces: Piece[] = []
    for (const { from, to, field, start } of fieldsOf(bytes)) {
      if (field !== 7) copyRange(pieces, from, to)
      else {
        copyRange(pieces, from, start)
        for (const inner of fieldsOf(bytes, start, to)) copyRange(pieces, inner.from, inner.to)
      }
    }
    expect(pieces).toEqual([{ from: 0, to: bytes.length }])
    expect(Buffer.from(assemble(bytes, pieces)).equals(bytes)).toBe(true)
  })

  it('read back any number that was written', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (number) => {
        const bytes = varint(number)
        let read = 0n
        bytes.forEach((byte, i) => (read |= BigInt(byte & 0x7f) << BigInt(7 * i)))
        expect(read).toBe(BigInt(number))
        expect(bytes.slice(0, -1).every((byte) => byte >= 0x80) && (bytes.at(-1) ?? 0) < 0x80).toBe(true)
      }),
    )
  })
})
