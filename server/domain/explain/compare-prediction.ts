import { comparedRow, rowKey } from '#server/contracts/neighbours.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { predictionById } from '#server/domain/serving/index.ts'
import { placeInReference } from '#server/kernel/neighbours/place-in-reference.ts'
import { cellsOfRow } from './recorded-row.ts'
import { referenceOf } from './reference.ts'

const NOWHERE = { reading: 'unknown', below: null, share: null, median: null, bins: null, position: null } as const

/** Where each value of a recorded row lies among those of the reference. */
export const comparePrediction = defineQuery({
  name: 'compare-prediction',
  summary: 'Hold one row of a recorded prediction against the reference of its version, feature by feature',
  permission: 'read',
  input: rowKey,
  output: comparedRow,
  rest: { method: 'GET', path: '/predictions/{prediction}/comparison' },
  async run({ db, input }) {
    const { prediction, version } = await predictionById(db, input.prediction)
    const cells = cellsOfRow(prediction, version.features, input.row)
    const { reference, columns } = await referenceOf(db, version)
    const features = version.features.map((feature, i) => {
      const column = columns.get(feature)
      const { bins, ...place } = column ? placeInReference(column, cells[i]) : NOWHERE
      return { feature, value: cells[i], ...place, bins: bins ? [...bins] : null }
    })
    return { reference, features }
  },
})
