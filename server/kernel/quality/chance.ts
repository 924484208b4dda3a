import { CHANCE } from './quality-result.ts'

/**
 * P(`count` given rows all lie among the `rows` new ones, none among the `known`), when new and known rows are of one distribution:
 * a product of hypergeometric steps. It answers both "how odd are so many values beyond the largest known one" and "how odd
 * is a value seen so often, but never before". Cut off once far below `CHANCE`.
 */
export function chanceAllNew(count: number, rows: number, known: number): number {
  let chance = 1
  for (let i = 0; i < count && chance > CHANCE * 1e-9; i++) chance *= (rows - i) / (known + rows - i)
  return chance
}
