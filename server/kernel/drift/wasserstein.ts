/**
 * The first Wasserstein distance ∫|F - G| between two ascending arrays without NaN or infinities, each with at least one
 * value, in the unit of the values.
 */
export function wasserstein(first: Float64Array, second: Float64Array): number {
  const n = first.length
  const m = second.length
  let i = 0
  let j = 0
  let sum = 0
  let previous = Math.min(first[0], second[0])
  while (i < n || j < m) {
    const value = j === m || (i < n && first[i] <= second[j]) ? first[i] : second[j]
    sum += Math.abs(i / n - j / m) * (value - previous)
    previous = value
    if (i < n && first[i] === value) i++
    else j++
  }
  return sum
}
