import { z } from 'zod'

/** Latencies are those of the newest requests of a window, at most this many: enough for a steady 99th percentile. */
export const LATENCY_SAMPLE = 2000

/** Milliseconds from receipt to answer, evidence row included; null without a request. */
export const latencyContract = z.object({ p50Ms: z.number(), p99Ms: z.number(), requests: z.number().int() }).nullable()

const US_PER_MS = 1000

export const latencyOf = (row: { p50: number | null; p99: number | null; sampled: string } | undefined): z.output<typeof latencyContract> =>
  row === undefined || row.p50 === null || row.p99 === null
    ? null
    : { p50Ms: Number(row.p50) / US_PER_MS, p99Ms: Number(row.p99) / US_PER_MS, requests: Number(row.sampled) }
