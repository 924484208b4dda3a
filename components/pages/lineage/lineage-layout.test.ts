import { describe, expect, it } from 'vitest'
import type { LineageLine } from '#server/contracts/lineage.ts'
import { layOut, nextStop } from './lineage-layout.ts'

const line = (version: string, change: Partial<LineageLine> = {}): LineageLine => ({
  dataset: 'clients',
  snapshot: { id: 's1', rows: 1200, digest: null },
  run: { name: `run-${version}`, commit: null },
  model: 'credit',
  version,
  status: 'ready',
  lifecycle: 'registered',
  request: null,
  grant: null,
  deployment: null,
  ...change,
})
const served: Partial<LineageLine> = {
  request: { id: 'r', state: 'approved', approvals: 2, requiredApprovals: 2 },
  grant: { id: 'g', requestId: 'r', state: 'live', expiresAt: '2027-01-01T00:00:00Z', revokedAt: null },
  deployment: { id: 'd', environment: 'production', state: 'active', createdAt: '2026-11-01T00:00:00Z', endedAt: null },
}
const lines = [line('3', served), line('2', { snapshot: null }), line('1', { run: null })]
const layout = layOut(lines, (one) => one.version === '1')
const stop = (key: string) => layout.stops.find((one) => one.key === key) ?? expect.fail(`no ${key}`)
const step = (from: string, key: Parameters<typeof nextStop>[2]) => nextStop(layout, stop(from), key).key

describe('the lines of lineage', () => {
  it('stand below each other, and what they share stands once', () => {
    expect(layout.rows).toBe(3)
    expect(layout.stops.filter((one) => one.column === 0)).toHaveLength(1)
    expect(layout.stops.filter((one) => one.column === 1).map((one) => one.row)).toEqual([0])
    expect(stop('version:credit/1')).toMatchObject({ row: 2, column: 3, title: 'credit v1', note: 'registered' })
    expect(stop('deployment:d')).toMatchObject({ title: 'production', note: 'since 1 Nov 2026', last: true })
  })

  it('lead past a stop that is not there', () => {
    const tracks = layout.tracks.map(({ from, to }) => `${from.key} > ${to.key}`)
    expect(tracks).toContain('dataset:clients > run:run-2')
    expect(tracks).toContain('snapshot:s1 > version:credit/1')
    expect(new Set(tracks).size).toBe(tracks.length)
  })

  it('are heavy from the first stop to the last of what is pointed out, drawn over the others', () => {
    const heavy = layout.stops.filter((one) => one.heavy).map((one) => one.key)
    expect(heavy).toEqual(['dataset:clients', 'snapshot:s1', 'version:credit/1'])
    expect(layout.tracks.map((track) => track.heavy)).toEqual(layout.tracks.map((track) => track.heavy).toSorted((a, b) => Number(a) - Number(b)))
    expect(layout.tracks.filter((track) => track.heavy)).toHaveLength(2)
  })

  it('are walked by the arrows: along a line, and between lines', () => {
    expect(step('dataset:clients', 'ArrowRight')).toBe('snapshot:s1')
    expect(step('snapshot:s1', 'ArrowRight')).toBe('version:credit/1')
    expect(step('version:credit/3', 'ArrowRight')).toBe('request:r')
    expect(step('version:credit/1', 'ArrowLeft')).toBe('snapshot:s1')
    expect(step('version:credit/3', 'ArrowDown')).toBe('version:credit/2')
    expect(step('version:credit/1', 'ArrowUp')).toBe('version:credit/2')
    expect(step('deployment:d', 'ArrowDown')).toBe('version:credit/2')
    expect(step('deployment:d', 'ArrowRight')).toBe('deployment:d')
    expect(step('dataset:clients', 'ArrowLeft')).toBe('dataset:clients')
  })
})
