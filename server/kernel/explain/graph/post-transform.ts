import { softmaxOfTwo } from './arithmetic.ts'
import { asSum, NotAdditiveError, scaleSum } from './columns.ts'
import type { Column, SumColumn } from './columns.ts'
import { addSums, sumOf } from './columns.ts'
import type { PostTransform, RawEnsemble } from '../ensemble/raw-ensemble.ts'

/*
 * ONNX leaves open what a classifier with one score and two labels returns. The rules below are what ONNX Runtime 1.30
 * does, each observed on models made for the purpose (fixtures/golden/explain/post-transforms.json).
 */

/** Scores that stand for themselves, one per class or target. */
export function transformScores(scores: readonly SumColumn[], transform: PostTransform, where: string): Column[] {
  if (transform === 'PROBIT') return scores.map((margin) => ({ kind: 'linked', link: 'probit', margin }))
  if (scores.length === 1 || transform === 'NONE') return [...scores]
  if (transform === 'LOGISTIC') return scores.map((margin) => ({ kind: 'linked', link: 'logistic', margin }))
  if (transform === 'SOFTMAX') return softmaxOfTwo(scores, where)
  throw new NotAdditiveError(`${where} ends in SOFTMAX_ZERO`)
}

/** One score for two labels: the score is class 1's; `complement` says whether class 0 is 1 - score or -score. */
export function transformSingleScore(score: SumColumn, transform: PostTransform, complement: boolean, where: string): Column[] {
  const opposite = scaleSum(score, -1)
  if (transform === 'LOGISTIC') {
    return [
      { kind: 'linked', link: 'logistic', margin: opposite },
      { kind: 'linked', link: 'logistic', margin: score },
    ]
  }
  if (transform === 'PROBIT') throw new NotAdditiveError(`${where} gives two labels one PROBIT score`)
  return [complement ? addSums(sumOf(1), opposite) : opposite, score]
}

/** The outputs of a TreeEnsembleClassifier; `scores[class]` sums the class's leaves, without base values. */
export function classifierScores(raw: RawEnsemble, scores: readonly SumColumn[], where: string): Column[] {
  const base = raw.baseValues
  if (scores.length !== 2) {
    if (base.length > 0 && base.length !== scores.length) throw new NotAdditiveError(`${where} has ${base.length} base values for ${scores.length} classes`)
    if (scores.length === 1 && raw.postTransform !== 'PROBIT') return [addSums(scores[0], sumOf(base[0] ?? 0))]
    return transformScores(
      scores.map((score, k) => addSums(score, sumOf(base[k] ?? 0))),
      raw.postTransform,
      where,
    )
  }
  const classes = new Set(raw.weights.map(({ target }) => target))
  const [first, second] = scores
  if (classes.size === 2) {
    if (!everyRowScores(raw, 1)) throw new NotAdditiveError(`${where} has rows that reach no leaf of its second class`)
    if (base.length === 2) {
      const score = addSums(first, sumOf(base[1]))
      return transformScores([scaleSum(score, -1), score], raw.postTransform, where)
    }
    return transformScores([addSums(first, sumOf(base[0] ?? 0)), second], raw.postTransform, where)
  }
  if (base.length === 2) {
    const pair = classes.has(1) ? [sumOf(0), sumOf(base[1])] : [addSums(first, sumOf(base[0])), sumOf(0)]
    return transformScores(pair, raw.postTransform, where)
  }
  if (classes.has(1)) return transformScores([sumOf(0), second], raw.postTransform, where)
  const complement = raw.weights.every(({ weight }) => weight >= 0)
  return transformSingleScore(addSums(first, sumOf(base[0] ?? 0)), raw.postTransform, complement, where)
}

/** Whether some tree has a weight for `target` on all its leaves. */
function everyRowScores(raw: RawEnsemble, target: number): boolean {
  const scored = new Set(raw.weights.filter((weight) => weight.target === target).map(({ node }) => node))
  return raw.roots.some((root) => {
    const stack = [root]
    const seen = new Set<number>()
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen.has(node)) continue
      seen.add(node)
      if (raw.mode[node] !== 'LEAF') stack.push(raw.yes[node], raw.no[node])
      else if (!scored.has(node)) return false
    }
    return true
  })
}

/** The outputs of a regressor: `scores[target]` sums the leaves, without base values. */
export function regressorScores(raw: RawEnsemble, scores: readonly SumColumn[], where: string): Column[] {
  const base = raw.baseValues
  if (base.length > 0 && base.length !== scores.length) throw new NotAdditiveError(`${where} has ${base.length} base values for ${scores.length} targets`)
  return transformScores(
    scores.map((score, k) => addSums(asSum(score, where), sumOf(base[k] ?? 0))),
    raw.postTransform,
    where,
  )
}
