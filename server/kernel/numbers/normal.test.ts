import { describe, expect, it } from 'vitest'
import { normalCdf, normalDensity, normalLogSf, normalQuantile, normalSf, normalUpperQuantile } from './normal.ts'

/** mpmath, 25 digits, rounded to the nearest double: x and P(Z > x). */
const SURVIVAL: [number, number][] = [
  [1e-8, 0.4999999960105772],
  [0.01, 0.4960106436853684],
  [0.5, 0.3085375387259869],
  [1, 0.15865525393145705],
  [2, 0.02275013194817921],
  [3, 0.0013498980316300946],
  [5, 2.866515718791939e-7],
  [8, 6.220960574271784e-16],
  [10, 7.619853024160525e-24],
  [15, 3.670966199312751e-51],
  [20, 2.7536241186062337e-89],
  [25, 3.056696706382561e-138],
  [30, 4.906713927148187e-198],
  [35, 1.1249107064724062e-268],
  [37, 5.725571222524577e-300],
  [37.5, 4.605353009581955e-308],
  [-1, 0.8413447460685429],
  [-3, 0.9986501019683699],
  [-8, 0.9999999999999993],
  [-20, 1.0],
]

/** mpmath, 25 digits, rounded to the nearest double: p and the x with P(Z ≤ x) = p. */
const QUANTILES: [number, number][] = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-30, -11.464024688443615],
  [1e-16, -8.222082216130435],
  [1e-10, -6.361340902404057],
  [1e-5, -4.264890793922825],
  [0.001, -3.0902323061678136],
  [0.01, -2.326347874040841],
  [0.02425, -1.972961051311885],
  [0.025, -1.9599639845400543],
  [0.05, -1.6448536269514726],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.4, -0.2533471031357997],
  [0.5, 0.0],
  [0.6, 0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446006],
  [0.95, 1.6448536269514722],
  [0.97575, 1.972961051311885],
  [0.975, 1.9599639845400538],
  [0.99, 2.3263478740408408],
  [0.999, 3.090232306167813],
  [0.99999, 4.264890793923841],
  [0.9999999999, 6.361340889697422],
  [0.999999999999999, 7.941444487415978],
  [0.781063763686, 0.7757908749962961],
  [0.454960102645, -0.11313919003646382],
  [0.339970430319, -0.41254383178696497],
  [0.891648592959, 1.235343168532176],
  [0.891965556146, 1.2370490111868664],
  [0.751799590204, 0.680163691417831],
  [0.202584026877, -0.8324268465031576],
  [0.00297269898676, -2.7507776716207886],
  [0.635482699173, 0.3464100123092223],
  [0.845111034575, 1.0156881119964827],
  [0.835766393815, 0.9772059309323509],
  [0.598494148533, 0.2494513056568857],
  [0.394897178803, -0.2665776606394907],
  [0.763227226462, 0.7167221641787112],
  [0.323444026842, -0.458089623242957],
  [0.622354394642, 0.3116701564045757],
]

const relative = (got: number, want: number): number => (got === want ? 0 : Math.abs(got / want - 1))

describe('normal distribution', () => {
  it.each(SURVIVAL)('P(Z > %f)', (x, want) => {
    expect(relative(normalSf(x), want)).toBeLessThan(1e-13)
    expect(normalCdf(-x)).toBe(normalSf(x))
    if (want > 0) expect(Math.abs(normalLogSf(x) - Math.log(want))).toBeLessThan(1e-12 * Math.max(1, -Math.log(want)))
  })

  it.each(QUANTILES)('quantile of %d', (p, want) => {
    expect(relative(normalQuantile(p), want)).toBeLessThan(1e-13)
  })

  it('inverts the tail down to the smallest probabilities', () => {
    for (let exponent = 1; exponent < 300; exponent += 7) {
      const p = 3 * 10 ** -exponent
      expect(relative(normalSf(normalUpperQuantile(p)), p)).toBeLessThan(1e-11)
    }
  })

  it('gives the limits at the ends', () => {
    expect([normalSf(Infinity), normalSf(-Infinity), normalSf(NaN)]).toEqual([0, 1, NaN])
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5), normalQuantile(1.1)]).toEqual([-Infinity, Infinity, 0, NaN])
    expect(normalLogSf(1e6)).toBeCloseTo(-500000000014.7344, 3)
    expect(normalDensity(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 16)
  })
})
