import type { Datatype, Tensor, TensorValues } from './datatype.ts'
import { allocate, DATATYPES } from './datatype.ts'
import { toHalf } from './half.ts'

/** What an input must be: free dimensions are -1. */
export interface Declaration {
  name: string
  datatype: string
  shape: readonly number[]
}

/** A sentence that names the input and says what it should be. */
export class TensorError extends Error {}

const fail = (sentence: string): never => {
  throw new TensorError(sentence)
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)
const shapeText = (shape: readonly number[]): string => `[${shape.map((dim) => (dim < 0 ? 'N' : dim)).join(', ')}]`

const RANGES: Partial<Record<Datatype, readonly [bigint, bigint]>> = {
  UINT8: [0n, 255n],
  UINT16: [0n, 65_535n],
  UINT32: [0n, 4_294_967_295n],
  UINT64: [0n, 2n ** 64n - 1n],
  INT8: [-128n, 127n],
  INT16: [-32_768n, 32_767n],
  INT32: [-(2n ** 31n), 2n ** 31n - 1n],
  INT64: [-(2n ** 63n), 2n ** 63n - 1n],
}

/** Nested arrays as one flat list; stops as soon as there is more than should be. */
function flatten(data: unknown, most: number, name: string): unknown[] {
  if (!Array.isArray(data)) return fail(`Input "${name}" has no data: send an array.`)
  if (!data.some(Array.isArray)) return data
  const flat: unknown[] = []
  const visit = (value: unknown, depth: number): void => {
    if (depth > 32) fail(`Input "${name}" is nested too deeply.`)
    if (Array.isArray(value)) for (const item of value) visit(item, depth + 1)
    else if (flat.push(value) > most) fail(`Input "${name}" has more than the ${most} values that its shape holds.`)
  }
  visit(data, 0)
  return flat
}

function wrongValue(name: string, index: number, value: unknown, expected: string): never {
  const shown = value === undefined ? 'nothing' : JSON.stringify(value)?.slice(0, 40)
  return fail(`Input "${name}" holds ${shown} at position ${index}, but ${expected} is expected.`)
}

/** What is not a finite number: missing, or refused (1e999 parses to infinity, which no record could say again). */
function floatAt(name: string, value: unknown, index: number): number {
  if (value === null || value === 'NaN') return Number.NaN
  return wrongValue(name, index, value, 'a number, or null for a missing value,')
}

function integerAt(name: string, value: unknown, index: number, [low, high]: readonly [bigint, bigint], datatype: string): bigint {
  const whole =
    typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : null
  if (whole === null) return wrongValue(name, index, value, 'a whole number')
  if (whole < low || whole > high) return wrongValue(name, index, value, `a whole number that fits ${datatype}`)
  return whole
}

function fill(name: string, datatype: Datatype, flat: unknown[]): TensorValues {
  const values = allocate(datatype, flat.length)
  if (datatype === 'FP32' || datatype === 'FP64') {
    const floats = values as Float64Array
    for (let i = 0; i < flat.length; i++) {
      const value = flat[i]
      floats[i] = Number.isFinite(value) ? (value as number) : floatAt(name, value, i)
    }
  } else if (datatype === 'FP16') {
    for (let i = 0; i < flat.length; i++) (values as Uint16Array)[i] = toHalf(Number.isFinite(flat[i]) ? (flat[i] as number) : floatAt(name, flat[i], i))
  } else if (datatype === 'BYTES') {
    for (let i = 0; i < flat.length; i++) (values as string[])[i] = typeof flat[i] === 'string' ? String(flat[i]) : wrongValue(name, i, flat[i], 'a string')
  } else if (datatype === 'BOOL') {
    for (let i = 0; i < flat.length; i++)
      (values as Uint8Array)[i] = flat[i] === true || flat[i] === 1 ? 1 : flat[i] === false || flat[i] === 0 ? 0 : wrongValue(name, i, flat[i], 'true or false')
  } else {
    const range = RANGES[datatype] ?? [0n, 0n]
    const wide = values instanceof BigInt64Array || values instanceof BigUint64Array
    for (let i = 0; i < flat.length; i++) {
      const whole = integerAt(name, flat[i], i, range, datatype)
      if (wide) values[i] = whole
      else (values as Int32Array)[i] = Number(whole)
    }
  }
  return values
}

function shapeOf(given: Record<string, unknown>, declared: Declaration): number[] {
  const { shape } = given
  const wanted = `its shape is ${shapeText(declared.shape)}`
  if (!Array.isArray(shape) || !shape.every((dim): dim is number => Number.isSafeInteger(dim) && dim >= 0)) {
    return fail(`Input "${declared.name}" has no usable shape: ${wanted}, in whole numbers from 0.`)
  }
  if (shape.length !== declared.shape.length || declared.shape.some((dim, i) => dim >= 0 && dim !== shape[i])) {
    return fail(`Input "${declared.name}" has shape ${shapeText(shape)}, but ${wanted}.`)
  }
  return shape
}

/**
 * Reads one request tensor of the Open Inference Protocol against what the model declares. `data` may be flat or nested;
 * null in floating-point data is NaN. Nothing is allocated before shape and number of values agree.
 * Throws TensorError with a sentence that names the input.
 */
export function decodeTensor(given: unknown, declared: Declaration, limits: { values: number }): Tensor {
  if (!isRecord(given)) return fail(`Input "${declared.name}" must be an object with name, shape, datatype and data.`)
  const datatype = DATATYPES.find((known) => known === declared.datatype)
  if (!datatype || given.datatype !== datatype) {
    return fail(`Input "${declared.name}" has datatype ${JSON.stringify(given.datatype) ?? 'nothing'}, but ${declared.datatype} is expected.`)
  }
  const dims = shapeOf(given, declared)
  const count = dims.reduce((product, dim) => product * dim, 1)
  if (count > limits.values)
    return fail(`Input "${declared.name}" of shape ${shapeText(dims)} has ${count} values; at most ${limits.values} are taken in one request.`)
  const flat = flatten(given.data, count, declared.name)
  if (flat.length !== count) return fail(`Input "${declared.name}" has ${flat.length} values, but its shape ${shapeText(dims)} holds ${count}.`)
  return { name: declared.name, datatype, dims, values: fill(declared.name, datatype, flat) }
}
