import { allocate } from '../../tensor/datatype.ts'
import type { Tensor } from '../../tensor/datatype.ts'
import { dimsOfProbe } from './probes.ts'
import type { Probe } from './probes.ts'
import type { ModelSignature, SignatureTensor } from './signature.ts'

/** 1 as half-precision bits. */
const HALF_ONE = 0x3c00

function feedOf(input: SignatureTensor, probe: Probe): Tensor {
  const { name, datatype } = input
  const dims = dimsOfProbe(input, probe)
  const values = allocate(
    datatype,
    dims.reduce((product, dim) => product * dim, 1),
  )
  if (Array.isArray(values)) values.fill(probe.fill ? '1' : '')
  else if (values instanceof BigInt64Array || values instanceof BigUint64Array) values.fill(BigInt(probe.fill))
  else values.fill(datatype === 'FP16' && probe.fill ? HALF_ONE : probe.fill)
  return { name, datatype, dims, values }
}

/** The inputs of a trial run: nothing but zeros or ones, of text '' or '1'. */
export const probeFeeds = (signature: ModelSignature, probe: Probe): Tensor[] => signature.inputs.map((input) => feedOf(input, probe))
