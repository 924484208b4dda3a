const buffer = new DataView(new ArrayBuffer(4))

/** The 16 bits of the half-precision number nearest to a value (ties to even), IEEE 754 binary16. */
export function toHalf(value: number): number {
  buffer.setFloat32(0, value)
  const bits = buffer.getUint32(0)
  const sign = (bits >>> 16) & 0x8000
  const exponent = ((bits >>> 23) & 0xff) - 112
  const fraction = bits & 0x7fffff
  if (exponent === 143) return sign | (fraction ? 0x7e00 : 0x7c00)
  if (exponent >= 31) return sign | 0x7c00
  if (exponent <= 0) {
    if (exponent < -10) return sign
    const full = fraction | 0x800000
    const shift = 14 - exponent
    const half = full >>> shift
    const rest = full & ((1 << shift) - 1)
    const middle = 1 << (shift - 1)
    return sign | (half + (rest > middle || (rest === middle && half & 1) ? 1 : 0))
  }
  const half = (exponent << 10) | (fraction >>> 13)
  const rest = fraction & 0x1fff
  return sign | (half + (rest > 0x1000 || (rest === 0x1000 && half & 1) ? 1 : 0))
}

/** The number of 16 half-precision bits. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
