import type { Lineage } from '#server/contracts/lineage.ts'
import { inWords, plural } from '../../ui/format.ts'

/** What the lines show, in a sentence; says so where there are more than are drawn. */
export function lineageCaption({ lines, versions }: Lineage, pointedOut: string): string {
  const heavy = `The heavy line is ${pointedOut}.`
  return lines.length < versions ? `${heavy} ${lines.length} of ${plural(versions, 'version')} are drawn: what serves first, then the newest.` : heavy
}

/** How far a data set reaches, with its name at the beginning: `clients reaches three versions of one model; one serves now.` */
export function reachAnswer(name: string, { versions, models, live }: Lineage): string {
  if (versions === 0) return `No version was made from ${name} yet.`
  const serving = live === 0 ? 'none serves' : `${inWords(live)} ${live === 1 ? 'serves' : 'serve'}`
  return `${name} reaches ${inWords(versions)} ${versions === 1 ? 'version' : 'versions'} of ${inWords(models)} ${models === 1 ? 'model' : 'models'}; ${serving} now.`
}
