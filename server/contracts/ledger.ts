import { z } from 'zod'
import { actorRef, instant, uuid } from './common.ts'

export const auditEventView = z.object({
  id: uuid,
  at: instant,
  actor: actorRef,
  operation: z.string(),
  subject: z.string(),
  /** The subject and everything it lies under: `version:credit/3`, `model:credit`. */
  subjects: z.array(z.string()),
  detail: z.record(z.string(), z.unknown()),
  leafIndex: z.number().int().nullable(),
})
export type AuditEventView = z.infer<typeof auditEventView>
export const proofView = z.object({
  leaf: z.string(),
  leafIndex: z.number().int(),
  treeSize: z.number().int(),
  hashes: z.array(z.string()),
  checkpoint: z.string(),
})
