import type { DriftParameters, FeatureDrift } from './drift-result.ts'

const short = (value: number): string => (value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1) : String(Number(value.toFixed(3))))
const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`

/** The verdict of one feature in a sentence that holds the numbers it rests on. */
export function describeDrift(found: Omit<FeatureDrift, 'detail'>, parameters: DriftParameters): string {
  const { verdict, tests, reference, current, adjustedPValue, effect } = found
  const missing =
    tests.missing && Math.abs(tests.missing.current - tests.missing.reference) >= 0.001
      ? ` Missing: ${percent(tests.missing.reference)} before, ${percent(tests.missing.current)} now.`
      : ''
  const p = adjustedPValue === null ? '' : `adjusted p ${short(adjustedPValue)}`
  const size = `PSI ${short(tests.psi.value)}, ${percent(effect.movedShare)} of rows moved`
  switch (verdict) {
    case 'drift':
      return `Changed: ${size} (${p}).${missing}`
    case 'too-small-to-matter':
      return `Changed, but less than matters: ${size}; it would take a PSI of ${short(parameters.psiFloor)} beyond chance or ${percent(parameters.movedShareFloor)} of rows (${p}).${missing}`
    case 'stable':
      return `No change beyond chance: PSI ${short(tests.psi.value)} (${p}).${missing}`
    default:
      return `${reference.n} usable values before and ${current.n} now; both need ${parameters.minimumRows}.${missing}`
  }
}
