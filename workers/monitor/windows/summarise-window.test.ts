import { expect, it } from 'vitest'
import type { WindowTask } from './window-plan.ts'
import { summariseWindow } from './summarise-window.ts'

const task = {
  id: 'w',
  kinds: ['drift'],
  earlier: null,
  matureAt: null,
  facts: {},
  rows: { truth: [null, '1'], measured: 2, mature: 0 },
} as unknown as WindowTask
const feature = (name: string, verdict: string, movedShare: number | null) => ({ feature: name, verdict, effect: movedShare === null ? null : { movedShare } })

it('lists at most 200 inputs, those that drifted first and what could not be judged last, and says of how many', () => {
  const many = Array.from({ length: 250 }, (_, i) => feature(`x${i}`, 'stable', i / 1000))
  const features = [feature('unjudged', 'not-enough-data', null), ...many, feature('little', 'drift', 0.2), feature('much', 'drift', 0.6)]
  const outputs = { verdict: 'stable', features: [feature('score', 'stable', 0)] }
  const measured = { kind: 'drift', inputs: [], parameters: {}, result: { verdict: 'drift', features, outputs } } as const
  const { drift } = summariseWindow(task, [measured as never], [])
  expect(drift?.features).toHaveLength(201)
  expect(drift?.features.slice(0, 3).map((one) => one.feature)).toEqual(['much', 'little', 'x249'])
  expect(drift?.features.map((one) => one.feature)).not.toContain('unjudged')
  expect(drift?.features.at(-1)).toMatchObject({ feature: 'score', output: true })
  expect([drift?.compared, drift?.drifted]).toEqual([254, 2])
})
