import { NARRATIVE_SECTIONS, type NarrativeSection } from '#server/contracts/cards.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { inWords, plural } from '../../ui/format.ts'

export type Card = Outputs['cards']['getCard']
export type Revision = Outputs['cards']['listCardRevisions']['items'][number]

const REVISIONS_SHOWN = 50

export const revisionsInput = (key: { readonly model: string; readonly version: string }) => ({ ...key, limit: REVISIONS_SHOWN })

/** What each section of a card is called, and what a reader looks for in it. */
export const SECTION_WORDS: Record<NarrativeSection, { readonly title: string; readonly asks: string }> = {
  intendedUse: { title: 'Intended use', asks: 'Which decision does it support, for whom, and within which bounds?' },
  outOfScopeUse: { title: 'Not for', asks: 'Which uses look near and are not meant?' },
  limitations: { title: 'Limitations', asks: 'Where is it weak, and what has it never seen?' },
  ethicalConsiderations: { title: 'Ethical considerations', asks: 'Who could be harmed, and what was done about it?' },
  humanOversight: { title: 'Human oversight', asks: 'Who can see, overrule and stop it?' },
}

/** How the card stands, in a sentence. */
export function cardAnswer({ complete, missing, stale, revision }: Card): string {
  const total = NARRATIVE_SECTIONS.length
  if (revision === null) return 'Nothing of the card is written yet.'
  const written = complete
    ? `All ${inWords(total)} sections are written`
    : `${inWords(total - missing.length).replace(/^./, (c) => c.toUpperCase())} of ${inWords(total)} sections are written`
  if (stale.length === 0) return `${written}, and no evidence is newer than they are.`
  return `${written}; ${stale.length === total ? 'all' : inWords(stale.length)} ${stale.length === 1 ? 'is' : 'are'} older than the newest evidence.`
}

/** The revision in which the words of a section were last changed: `revisions` newest first. Undefined when it has none. */
export function lastWritten(revisions: readonly Revision[], section: NarrativeSection): Revision | undefined {
  const text = revisions[0]?.narrative[section]
  if (!text?.trim()) return undefined
  const changed = revisions.findIndex((revision) => revision.narrative[section] !== text)
  return changed === -1 ? revisions.at(-1) : revisions[changed - 1]
}

/** What a revision changed against the one before it. */
export function changedSections(revision: Revision, before: Revision | undefined): NarrativeSection[] {
  return NARRATIVE_SECTIONS.filter((section) => (revision.narrative[section] ?? '') !== (before?.narrative[section] ?? ''))
}

export const changedWords = (sections: readonly NarrativeSection[]): string =>
  sections.length === NARRATIVE_SECTIONS.length
    ? 'every section'
    : sections.length === 0
      ? 'no words'
      : sections.length > 3
        ? plural(sections.length, 'section')
        : sections.map((section) => SECTION_WORDS[section].title).join(', ')

export interface Block {
  readonly kind: 'text' | 'list'
  readonly lines: readonly string[]
}

/** Prose as paragraphs and lists: a blank line parts, lines that begin with a dash are items. */
export function blocksOf(text: string): Block[] {
  const blocks: { kind: 'text' | 'list'; lines: string[] }[] = []
  for (const part of text.split(/\n\s*\n/)) {
    for (const line of part
      .split('\n')
      .map((raw) => raw.trim())
      .filter(Boolean)) {
      const item = /^[-–*•]\s+(.*)$/.exec(line)
      const last = blocks.at(-1)
      if (item?.[1] !== undefined) {
        if (last?.kind === 'list') last.lines.push(item[1])
        else blocks.push({ kind: 'list', lines: [item[1]] })
      } else blocks.push({ kind: 'text', lines: [line] })
    }
  }
  return blocks
}
