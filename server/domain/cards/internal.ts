import { desc, eq } from 'drizzle-orm'
import { cardRevision } from '#drizzle/schema/cards.ts'
import { NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import type { CardNarrative, NarrativeSection } from '#server/contracts/cards.ts'
import type { Queryable } from '#server/db/client.ts'

export type CardRevisionRow = typeof cardRevision.$inferSelect

export async function newestRevision(db: Queryable, versionId: string): Promise<CardRevisionRow | undefined> {
  const [row] = await db.select().from(cardRevision).where(eq(cardRevision.versionId, versionId)).orderBy(desc(cardRevision.revision)).limit(1)
  return row
}

/** The narrative sections that nobody has written yet. */
export const missingSections = (narrative: CardNarrative): NarrativeSection[] => NARRATIVE_SECTIONS.filter((section) => !narrative[section]?.trim())
