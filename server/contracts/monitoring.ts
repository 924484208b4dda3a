import { z } from 'zod'
import { instant, uuid, versionNumber } from './common.ts'
import { EVIDENCE_KINDS } from './evidence.ts'
import { storedProblem } from './problems.ts'
import { windowSize } from './windows.ts'

/** `open`: rows still come; then as an assessment. */
export const WINDOW_STATUSES = ['open', 'pending', 'processing', 'failed', 'succeeded'] as const
export type WindowStatus = (typeof WINDOW_STATUSES)[number]

const measure = z.union([z.object({ value: z.number(), lower: z.number().optional(), upper: z.number().optional() }), z.object({ undefined: z.string() })])

/** What a list or a chart over weeks says of an assessed window; the evidence says the rest. */
export const windowSummary = z.object({
  drift: z
    .object({
      verdict: z.string(),
      /** Of the scores against those on the reference. */
      outputVerdict: z.string(),
      /** Features, those that drifted first and the most moved of them on top, at most 200; then each column of scores. */
      features: z.array(
        z.object({
          feature: z.string(),
          output: z.boolean(),
          verdict: z.string(),
          psi: z.number().nullable(),
          movedShare: z.number().nullable(),
          pValue: z.number().nullable(),
        }),
      ),
      /** Features and columns of scores in all, also where more were compared than are listed. */
      compared: z.number().int().optional(),
      /** How many of them drifted. */
      drifted: z.number().int().optional(),
    })
    .optional(),
  quality: z.object({ findings: z.number().int(), blocking: z.number().int(), codes: z.array(z.string()) }).optional(),
  performance: z
    .object({
      /** Labelled rows. */
      n: z.number().int(),
      metrics: z.record(z.string(), measure),
      /** What was to be expected before labels came, from the scores alone. */
      estimated: z.record(z.string(), measure).optional(),
    })
    .optional(),
  fairness: z.array(z.object({ attribute: z.string(), ratio: measure.nullable(), known: z.number().int() })).optional(),
  /** Protected attributes of which nothing is known in this window. */
  unknownAttributes: z.array(z.string()).optional(),
  /** Rows that were measured: all, or a sample where there are more than fit. */
  measuredRows: z.number().int(),
  labelledRows: z.number().int(),
  /** Share of the measured rows that have a label. */
  coverage: z.number(),
  /** Share of the measured rows that are older than nine of ten labels were when they came; null while no label is known. */
  maturity: z.number().nullable(),
  /** When all rows will be that old. */
  matureAt: instant.nullable(),
  /** Kinds of evidence that could not be measured, and why. */
  notMeasured: z.array(z.object({ kind: z.string(), code: z.string(), detail: z.string() })),
})
export type WindowSummary = z.infer<typeof windowSummary>

export const windowView = z.object({
  id: uuid,
  deploymentId: uuid,
  model: z.string(),
  version: versionNumber,
  size: windowSize,
  from: instant,
  to: instant,
  status: z.enum(WINDOW_STATUSES),
  /** How many times it has been assessed; 0 before the first. */
  revision: z.number().int(),
  /** Predicted rows in the log. */
  rows: z.number().int(),
  /** Whether rows or labels have come that the newest revision has not seen. */
  stale: z.boolean(),
  reference: uuid.nullable(),
  summary: windowSummary.nullable(),
  /** The newest evidence of each kind; earlier revisions remain, listed by window. */
  evidence: z.array(z.object({ id: uuid, kind: z.enum(EVIDENCE_KINDS), revision: z.number().int() })),
  problem: storedProblem.nullable(),
  assessedAt: instant.nullable(),
})
export type WindowView = z.infer<typeof windowView>
