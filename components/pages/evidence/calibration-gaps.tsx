import type { BinaryResult, CalibrationGap } from '#server/kernel/performance/performance-result.ts'
import { formatMetric, formatP } from '../../ui/format.ts'
import { Table } from '../../ui/table.tsx'

const binWords = ({ bins, equal }: CalibrationGap): string => (equal === 'width' ? `${bins} bins of equal width` : `${bins} bins of about equally many rows`)

/** Calibration error under several cuts into bins, as one cut can hide it, and a test that needs none. */
export function CalibrationGaps({ calibration }: { readonly calibration: NonNullable<BinaryResult['calibration']> }) {
  const { gaps, test } = calibration
  return (
    <>
      <Table
        caption="Calibration error by bins"
        compact
        rows={gaps}
        rowKey={(gap) => binWords(gap)}
        columns={[
          { header: 'Bins', cell: binWords },
          { header: 'Mean gap', kind: 'number', cell: (gap) => formatMetric(gap.expected) },
          { header: 'Largest gap', kind: 'number', cell: (gap) => formatMetric(gap.maximum) },
        ]}
      />
      {test ? (
        <p className="note">
          Spiegelhalter’s test that scores are true probabilities: z {formatMetric(test.z, 2)}, p {formatP(test.pValue)}.
        </p>
      ) : null}
    </>
  )
}
