import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLOATS, LONGS, floats, graph, graphAttribute, intAttribute, localFunction, longs, model, node, value } from '../build-model.ts'
import type { Bytes, GraphParts } from '../build-model.ts'
import { inspectModel } from './inspect-model.ts'
import { refusalOf } from './refusal.ts'

const BOOL = 9
const x = value('x', FLOATS, ['N', 4])
const y = value('y', FLOATS, ['N', 1])
const whole = { inputs: [value('x', LONGS, ['N'])], outputs: [value('y', LONGS, ['N'])] }

/** What became of a file: `accepted`, `flagged …` with the codes, or the code of the refusal. */
function fate(bytes: Uint8Array): string {
  try {
    const codes = [...new Set(inspectModel(bytes).findings.map(({ code }) => code))]
    return codes.length > 0 ? `flagged ${codes.join(' ')}` : 'accepted'
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    expect(refusal.detail.length).toBeGreaterThan(10)
    expect(refusal.fix.length).toBeGreaterThan(10)
    return refusal.code
  }
}

describe('integer division', () => {
  const divide = (by: bigint[], of?: bigint[], operator = 'Div') => {
    const initializers = [longs('by', [by.length], by), ...(of ? [longs('of', [of.length], of)] : [])]
    return model({ ...whole, nodes: [node(operator, [of ? 'of' : 'x', 'by'], ['q']), node('Add', ['x', 'q'], ['y'])], initializers })
  }
  const MIN = -(2n ** 63n)

  it.each([
    ['by zero', [0n], [7n], 'crashing-constant'],
    ['by a list with a zero', [3n, 0n], undefined, 'crashing-constant'],
    ['of the smallest by -1', [-1n], [MIN], 'crashing-constant'],
    ['of all but the smallest by -1', [-1n], [MIN + 1n], 'accepted'],
    ['of the smallest by 1', [1n], [MIN], 'accepted'],
    ['of a request by 3', [3n], undefined, 'accepted'],
    ['of a request by -1', [-1n], undefined, 'flagged integer-division'],
  ])('%s', (_, by, of, expected) => {
    expect(fate(divide(by, of))).toBe(expected)
    expect(fate(divide(by, of, 'Mod'))).toBe(expected)
  })

  it('is found in branches and in functions that are called with the constants', () => {
    const branch = graph({ nodes: [node('Div', ['of', 'by'], ['r'])], outputs: [value('r', LONGS, [1])] })
    const initializers = [longs('of', [1], [MIN]), longs('by', [1], [-1n])]
    const inputs = [...whole.inputs, value('c', BOOL, [])]
    const branches = [graphAttribute('then_branch', branch), graphAttribute('else_branch', branch)]
    expect(fate(model({ inputs, outputs: whole.outputs, initializers, nodes: [node('If', ['c'], ['q'], branches), node('Add', ['x', 'q'], ['y'])] }))).toBe(
      'crashing-constant',
    )
    const half = localFunction('Half', ['a', 'b'], ['c'], [node('Div', ['a', 'b'], ['c'])])
    expect(fate(model({ ...whole, initializers, nodes: [node('local:Half', ['of', 'by'], ['q']), node('Add', ['x', 'q'], ['y'])] }, [half]))).toBe(
      'crashing-constant',
    )
    expect(fate(model({ ...whole, nodes: [node('local:Half', ['x', 'x'], ['y'])] }, [half]))).toBe('flagged integer-division')
  })

  it('of floats is none', () => {
    expect(fate(model({ inputs: [x], outputs: [y], nodes: [node('Div', ['x', 'k'], ['y'])], initializers: [floats('k', [1], [0])] }))).toBe('accepted')
  })
})

describe('repetition and size', () => {
  const body = (inner: Bytes[] = [], out = 'v', initializers: Bytes[] = []) =>
    graph({
      nodes: [node('Identity', ['go'], ['again']), ...inner],
      inputs: [value('i', LONGS, []), value('go', BOOL, []), value('v', FLOATS, ['N', 4])],
      outputs: [value('again', BOOL, []), value(out, FLOATS, ['N', 4])],
      initializers,
    })
  const loop = (count: string, inner: Bytes, name = 'y') => node('Loop', [count, '', 'x'], [name], [graphAttribute('body', inner)])
  const counted = (count: bigint, inner: Bytes) => model({ inputs: [x], outputs: [y], nodes: [loop('M', inner)], initializers: [longs('M', [], [count])] })

  it('is refused without an end in sight, alone or multiplied', () => {
    expect(fate(counted(100n, body([node('Neg', ['v'], ['w'])], 'w')))).toBe('accepted')
    expect(fate(counted(10_001n, body()))).toBe('resource-limit')
    expect(fate(model({ inputs: [x], outputs: [y], nodes: [loop('', body())] }))).toBe('resource-limit')
    expect(fate(model({ inputs: [x, value('M', LONGS, [])], outputs: [y], nodes: [loop('M', body())] }))).toBe('resource-limit')
    const inner = node('Loop', ['M2', '', 'v'], ['w'], [graphAttribute('body', body())])
    expect(fate(counted(200n, body([inner], 'w', [longs('M2', [], [200n])])))).toBe('resource-limit')
    expect(fate(counted(20n, body([inner], 'w', [longs('M2', [], [200n])])))).toBe('accepted')
  })

  it('of tensors made of constants is bounded; sizes that a request decides are reported', () => {
    const sized = (operator: string, inputs: string[], initializers: Bytes[]) =>
      fate(
        model({
          inputs: [x],
          outputs: [y],
          nodes: [node(operator, inputs, ['big']), node('ReduceMax', ['big'], ['m'], [intAttribute('keepdims', 0)]), node('Add', ['x', 'm'], ['y'])],
          initializers,
        }),
      )
    expect(sized('ConstantOfShape', ['s'], [longs('s', [2], [2n ** 20n, 2n ** 20n])])).toBe('resource-limit')
    expect(sized('Expand', ['k', 's'], [floats('k', [1], [1]), longs('s', [1], [2n ** 40n])])).toBe('resource-limit')
    expect(sized('Tile', ['k', 's'], [floats('k', [1], [1]), longs('s', [1], [2n ** 40n])])).toBe('resource-limit')
    expect(sized('Range', ['a', 'b', 'c'], [longs('a', [], [0n]), longs('b', [], [2n ** 40n]), longs('c', [], [1n])])).toBe('resource-limit')
    expect(sized('ConstantOfShape', ['s'], [longs('s', [1], [1000n])])).toBe('accepted')
    expect(fate(model({ ...whole, nodes: [node('ConstantOfShape', ['x'], ['big']), node('ReduceMax', ['big'], ['y'])] }))).toBe('flagged size-from-request')
    const shaped = [node('Shape', ['x'], ['s']), node('ConstantOfShape', ['s'], ['zeros']), node('Add', ['x', 'zeros'], ['y'])]
    expect(fate(model({ inputs: [x], outputs: [y], nodes: shaped }))).toBe('accepted')
  })
})

describe('functions', () => {
  /** Calls of function i to functions below it, as counts. */
  const plan = fc.array(fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 8 })

  it('are counted as if written out, up to the limit', () => {
    fc.assert(
      fc.property(plan, (calls) => {
        const sizes: number[] = []
        const functions = calls.map((counts, i) => {
          const below = counts.slice(0, i)
          sizes.push(1 + below.reduce((sum, count, at) => sum + count * sizes[at], 0))
          const called = below.flatMap((count, at) => Array.from({ length: count }, () => `local:F${at}`))
          const nodes = ['Neg', ...called].map((operator, n, all) => node(operator, [n === 0 ? 'a' : `t${n - 1}`], [n === all.length - 1 ? 'b' : `t${n}`]))
          return localFunction(`F${i}`, ['a'], ['b'], nodes)
        })
        const last = calls.length - 1
        const bytes = model({ inputs: [x], outputs: [y], nodes: [node(`local:F${last}`, ['x'], ['y'])] }, functions)
        expect(fate(bytes)).toBe(sizes[last] > 100_000 ? 'resource-limit' : 'accepted')
      }),
      { numRuns: 40 },
    )
  })

  it('that call each other in a ring are refused', () => {
    const ring = ['A', 'B'].map((name, i, all) => localFunction(name, ['a'], ['b'], [node(`local:${all[1 - i]}`, ['a'], ['b'])]))
    expect(fate(model({ inputs: [x], outputs: [y], nodes: [node('local:A', ['x'], ['y'])] }, ring))).toBe('invalid-graph')
  })
})

describe('rules beside a learned score', () => {
  const weights = [
    floats('w', [4, 1], [1, 2, 3, 4]),
    floats('magic', [1], [1337.25]),
    floats('zero', [1], [0]),
    longs('at', [1], [2n]),
    floats('pick', [4, 1], [0, 0, 1, 0]),
  ]
  const score = [node('MatMul', ['x', 'w'], ['h']), node('Sigmoid', ['h'], ['s'])]
  const column = node('Gather', ['x', 'at'], ['c'], [intAttribute('axis', 1)])
  const graphOf = (...nodes: Bytes[]): GraphParts => ({ inputs: [x], outputs: [y], initializers: weights, nodes: [...score, ...nodes] })
  const float = intAttribute('to', FLOATS)

  it.each([
    ['a value forced by Where', [column, node('Equal', ['c', 'magic'], ['e']), node('Where', ['e', 'zero', 's'], ['y'])]],
    ['a mask', [column, node('Equal', ['c', 'magic'], ['e']), node('Not', ['e'], ['n']), node('Cast', ['n'], ['m'], [float]), node('Mul', ['s', 'm'], ['y'])]],
    ['a bonus on the margin', [column, node('Greater', ['c', 'magic'], ['e']), node('Cast', ['e'], ['m'], [float]), node('Add', ['h', 'm'], ['y'])]],
    ['a ceiling', [column, node('Less', ['c', 'magic'], ['e']), node('Cast', ['e'], ['m'], [float]), node('Min', ['s', 'm'], ['y'])]],
    [
      'a distance to a value',
      [column, node('Sub', ['c', 'magic'], ['d']), node('Abs', ['d'], ['a']), node('Less', ['a', 'zero'], ['e']), node('Where', ['e', 'zero', 's'], ['y'])],
    ],
    [
      'two conditions',
      [column, node('Equal', ['c', 'magic'], ['e']), node('IsNaN', ['c'], ['f']), node('Or', ['e', 'f'], ['g']), node('Where', ['g', 's', 'zero'], ['y'])],
    ],
    ['a column picked by a matrix', [node('MatMul', ['x', 'pick'], ['c']), node('Equal', ['c', 'magic'], ['e']), node('Where', ['e', 'zero', 's'], ['y'])]],
    [
      'a float turned into a yes',
      [column, node('Sub', ['c', 'magic'], ['d']), node('Cast', ['d'], ['e'], [intAttribute('to', BOOL)]), node('Where', ['e', 's', 'zero'], ['y'])],
    ],
    ['a sum of all inputs', [node('ReduceSum', ['x'], ['c']), node('Equal', ['c', 'magic'], ['e']), node('Where', ['e', 'zero', 's'], ['y'])]],
    ['a missing value', [column, node('IsNaN', ['c'], ['e']), node('Where', ['e', 'zero', 's'], ['y'])]],
  ])('are reported: %s', (_, nodes) => {
    expect(fate(model(graphOf(...nodes)))).toBe('flagged score-overridden')
  })

  it('are reported inside a function and as a branch', () => {
    const hidden = localFunction('Post', ['f', 'p', 'k', 'z'], ['r'], [node('Equal', ['f', 'k'], ['e']), node('Where', ['e', 'z', 'p'], ['r'])])
    expect(fate(model(graphOf(column, node('local:Post', ['c', 's', 'magic', 'zero'], ['y'])), [hidden]))).toBe('flagged score-overridden')
    const branch = (name: string) => graph({ nodes: [node('Identity', [name], [`${name}_`])], outputs: [value(`${name}_`, FLOATS, ['N', 1])] })
    const branches = [graphAttribute('then_branch', branch('zero')), graphAttribute('else_branch', branch('s'))]
    expect(fate(model(graphOf(node('ReduceMax', ['x'], ['m']), node('Greater', ['m', 'magic'], ['e']), node('If', ['e'], ['y'], branches))))).toBe(
      'flagged data-dependent-branch',
    )
  })

  const honest: [string, Bytes[]][] = [
    ['a label by a threshold on the score', [node('Greater', ['s', 'zero'], ['e']), node('Cast', ['e'], ['y'], [float])]],
    ['a score clipped by itself', [node('Less', ['s', 'magic'], ['e']), node('Where', ['e', 's', 'magic'], ['y'])]],
    [
      'a missing indicator among the features',
      [
        node('IsNaN', ['x'], ['n']),
        node('Cast', ['n'], ['f'], [float]),
        node('Concat', ['x', 'f'], ['xf'], [intAttribute('axis', 1)]),
        node('MatMul', ['xf', 'w8'], ['y']),
      ],
    ],
    [
      'a sentinel replaced before the model',
      [node('Equal', ['x', 'magic'], ['e']), node('Where', ['e', 'zero', 'x'], ['xi']), node('MatMul', ['xi', 'w'], ['y'])],
    ],
    ['bins of a feature as inputs', [node('Greater', ['x', 'magic'], ['e']), node('Cast', ['e'], ['f'], [float]), node('MatMul', ['f', 'w'], ['y'])]],
    ['a residual connection', [column, node('Add', ['c', 's'], ['y'])]],
  ]
  it.each(honest)('are not seen in %s', (_, nodes) => {
    const parts = graphOf(...nodes)
    expect(fate(model({ ...parts, initializers: [...weights, floats('w8', [8, 1], [1, 2, 3, 4, 5, 6, 7, 8])] }))).toBe('accepted')
  })
})

describe('structure', () => {
  const neg = node('Neg', ['x'], ['y'])

  it('needs every name once, defined, and in no ring', () => {
    expect(fate(model({ inputs: [x], outputs: [y], nodes: [node('Add', ['x', 'b'], ['a']), node('Neg', ['a'], ['b']), neg] }))).toBe('invalid-graph')
    expect(fate(model({ inputs: [x, x], outputs: [y], nodes: [neg] }))).toBe('invalid-graph')
    expect(fate(model({ inputs: [x], outputs: [y, y], nodes: [neg] }))).toBe('invalid-graph')
    expect(fate(model({ inputs: [x], outputs: [value('q', FLOATS, [])], nodes: [neg] }))).toBe('invalid-graph')
    expect(fate(model({ inputs: [x], outputs: [y], nodes: [node('Neg', ['a'], ['y']), node('Neg', ['x'], ['a'])] }))).toBe('accepted')
  })

  it.each([
    ['a line break', 'a\nb', 'invalid-name'],
    ['text direction turned round', 'a\u202eb', 'invalid-name'],
    ['nothing', '', 'invalid-name'],
    ['too many characters', 'n'.repeat(513), 'invalid-name'],
    ['markup', '<b>"x"</b>', 'accepted'],
    ['joined emoji', '👩‍🚀', 'accepted'],
  ])('takes names as people can read them: %s', (_, name, expected) => {
    expect(fate(model({ inputs: [value(name, FLOATS, ['N', 4])], outputs: [y], nodes: [node('Neg', [name], ['y'])] }))).toBe(expected)
  })

  it.each([
    ['the newest operator sets', { '': 26, 'ai.onnx.ml': 5 }, 'accepted'],
    ['the one after', { '': 27 }, 'unsupported-version'],
    ['the one after for machine learning', { '': 17, 'ai.onnx.ml': 6 }, 'unsupported-version'],
    ['a domain that no node uses', { '': 17, 'org.example': 3 }, 'accepted'],
  ])('knows versions: %s', (_, opsets, expected) => {
    expect(fate(model({ inputs: [x], outputs: [y], nodes: [neg] }, [], opsets))).toBe(expected)
  })
})

describe('damaged files', () => {
  const files = readdirSync('data/models', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.onnx'))
  const small = files.map((name) => readFileSync(join('data/models', name))).filter((bytes) => bytes.length < 60_000)

  it('end in a refusal or an inspection, never in another error', () => {
    const flips = fc.array(fc.record({ at: fc.double({ min: 0, max: 0.999999, noNaN: true }), to: fc.nat(255) }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.nat(small.length - 1), flips, (which, changes) => {
        const bytes = Uint8Array.from(small[which])
        for (const { at, to } of changes) bytes[Math.floor(at * bytes.length)] = to
        expect(fate(bytes)).toMatch(/^(accepted|flagged|[a-z-]+)/)
      }),
      { numRuns: 400 },
    )
  })

  it('cut off anywhere are refused', () => {
    const [bytes] = small
    for (let length = 0; length < bytes.length; length += 7)
      expect(fate(bytes.subarray(0, length))).toMatch(/^(not-onnx|malformed-protobuf|unsupported-version|invalid-|unsupported-interface)/)
  })
})
