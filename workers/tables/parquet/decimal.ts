/** Up to here the doubles nearest to two decimals of the same scale differ, and 15 digits print as they were. */
const MAX_UNSCALED = 10n ** 15n

/** Signed big-endian integer in two's complement. */
export function readBigEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(bytes.length * 8, value)
}

/** `unscaled` / 10^scale as exact text with `scale` digits after the point. */
export function formatDecimal(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const text = scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`
  return negative ? `-${text}` : text
}

/** The double that stands for a decimal without loss; null when none does. */
export function decimalNumber(unscaled: bigint, scale: number): number | null {
  if (unscaled >= MAX_UNSCALED || unscaled <= -MAX_UNSCALED) return null
  return scale <= 22 ? Number(unscaled) / 10 ** scale : Number(formatDecimal(unscaled, scale))
}
