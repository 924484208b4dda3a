/** How well a text answers a query, and which of its characters do. */
export interface Match {
  /** Higher is better; only comparable between texts of one query. */
  readonly score: number
  readonly at: readonly number[]
}

const FIRST = 8
const WORD_START = 6
const IN_A_ROW = 4
const GAP = 0.4
const isStart = (text: string, i: number): boolean => i === 0 || /[\s\-_/.,]/.test(text[i - 1] ?? '')

/** Where the next word that begins with a letter does; undefined without one. */
function wordStart(text: string, letter: string, from: number): number | undefined {
  for (let i = text.indexOf(letter, from); i >= 0; i = text.indexOf(letter, i + 1)) if (isStart(text, i)) return i
  return undefined
}

/** One word of the query: in one piece where the text holds it, best at the start of a word; else its letters in order, close together. */
function matchWord(text: string, word: string): Match | null {
  for (let from = text.indexOf(word), best = -1; ; from = text.indexOf(word, from + 1)) {
    if (from < 0) {
      if (best < 0) break
      return whole(text, word, best)
    }
    if (isStart(text, from)) return whole(text, word, from)
    if (best < 0) best = from
  }
  const at: number[] = []
  for (const letter of word) {
    const last = at.at(-1) ?? -1
    const next = text.indexOf(letter, last + 1)
    if (next < 0) return null
    at.push(next === last + 1 ? next : (wordStart(text, letter, next) ?? next))
  }
  const score = at.reduce((sum, i, k) => {
    const before = at[k - 1]
    return sum + (isStart(text, i) ? WORD_START : 1) + (before === i - 1 ? IN_A_ROW : before === undefined ? 0 : -GAP * (i - before))
  }, 0)
  // A few letters far apart are nothing that somebody typed.
  return score > word.length ? { score, at } : null
}

const whole = (text: string, word: string, from: number): Match => ({
  score: word.length * (IN_A_ROW + 1) + (from === 0 ? FIRST : isStart(text, from) ? WORD_START : 0),
  at: Array.from(word, (_, i) => from + i),
})

/** Matches every word of a query in a text, letters in order; null when one is not there. Case does not count. Pure. */
export function fuzzyMatch(text: string, query: string): Match | null {
  const lower = text.toLowerCase()
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const at = new Set<number>()
  let score = 0
  for (const word of words) {
    const match = matchWord(lower, word)
    if (!match) return null
    score += match.score
    for (const i of match.at) at.add(i)
  }
  return { score: score - text.length / 100, at: [...at].toSorted((a, b) => a - b) }
}

/** The text in pieces, those that answer the query marked. Pure. */
export function markedPieces(text: string, query: string): { readonly text: string; readonly marked: boolean }[] {
  const held = new Set(fuzzyMatch(text, query)?.at)
  const pieces: { text: string; marked: boolean }[] = []
  for (let i = 0; i < text.length; i++) {
    const marked = held.has(i)
    const last = pieces.at(-1)
    if (last?.marked === marked) last.text += text[i]
    else pieces.push({ text: text[i] ?? '', marked })
  }
  return pieces
}
