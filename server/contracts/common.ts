import { z } from 'zod'

export const uuid = z.uuid('An id is a UUID such as 0198c0de-0000-7000-8000-000000000000.')
export const instant = z.iso.datetime({ offset: true, error: 'A moment is written as ISO 8601, such as 2026-11-24T09:30:00Z.' })
export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'A digest is sha256: and 64 hexadecimal digits.')
export const name = z
  .string()
  .min(1, 'A name has at least one character.')
  .max(128, 'A name has at most 128 characters.')
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'A name has letters, digits, dot, underscore and hyphen, and begins with a letter or digit.')
export const freeText = (max: number) => z.string().max(max, `At most ${max} characters.`)
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(512).optional(),
})
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })
export const versionNumber = z.string().regex(/^[1-9][0-9]{0,8}$/, 'A version is a whole number from 1, such as 3.')
/** An exact decimal kept as text, as money is. */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
export const actorRef = z.object({ kind: z.enum(['user', 'service', 'system']), id: z.string(), name: z.string() })
