import { NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import type { NarrativeSection } from '#server/contracts/cards.ts'
import { CARD_STYLE } from './card-style.ts'
import { html, Markup } from './html.ts'
import type { CardView } from './read-card.ts'
import { renderResults } from './render-results.ts'

const TITLES: Record<NarrativeSection, string> = {
  intendedUse: 'Intended use',
  outOfScopeUse: 'Not for',
  limitations: 'Limitations',
  ethicalConsiderations: 'Ethical considerations',
  humanOversight: 'Human oversight',
}
const GATE_WORDS = { pass: 'Pass', fail: 'Fail', inconclusive: 'Inconclusive' }

const day = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(instant))

function answerOf({ grant, gates, complete, missing }: CardView): string {
  const failing = gates.filter((gate) => gate.state === 'fail')
  const allowed =
    grant?.state === 'live'
      ? `Allowed in ${grant.environment} until ${day(grant.expiresAt)}.`
      : grant
        ? `Not allowed: its grant is ${grant.state}.`
        : 'Not approved.'
  const held = gates.filter((gate) => gate.state === 'pass').length
  const judged =
    failing.length > 0 ? `${failing.map((gate) => gate.name).join(', ')} ${failing.length === 1 ? 'fails' : 'fail'}.` : `${held} of ${gates.length} gates hold.`
  const written = complete ? '' : ` ${missing.length} of ${NARRATIVE_SECTIONS.length} sections are not written yet.`
  return `${allowed} ${judged}${written}`
}

const fact = (term: string, value: unknown): Markup => html`<dt>${term}</dt><dd>${value}</dd>`

function identity({ model, version, revision, writtenBy, writtenAt, grant }: CardView): Markup {
  return html`<h2>Identity</h2>
<dl>
${fact('Model', `${model.name}, version ${version.version}`)}
${fact('Description', model.description || '–')}
${fact('Owner', `${model.team}; registered by ${version.createdBy.name} on ${day(version.createdAt)}`)}
${fact('Risk tier', `${model.riskTier}: ${model.purpose}, ${model.exposure}`)}
${fact('Artifact', html`<code>${version.artifactDigest}</code>`)}
${fact('Served file', html`<code>${version.servingDigest}</code>`)}
${fact('Grant', grant ? html`<code>${grant.id}</code> ${grant.environment}, ${day(grant.issuedAt)} to ${day(grant.expiresAt)}, ${grant.state}` : 'none')}
${fact('Card', revision === null ? 'no revision yet' : `revision ${revision}, written by ${writtenBy?.name ?? 'somebody'} on ${writtenAt ? day(writtenAt) : ''}`)}
</dl>`
}

function narrative(card: CardView): Markup[] {
  return NARRATIVE_SECTIONS.map((section, i) => {
    const late = card.stale.find((entry) => entry.section === section)
    const text = card.narrative[section]?.trim()
    return html`<h2>${i + 1} ${TITLES[section]}</h2>
${text ? html`<p>${text}</p>` : html`<p class="missing">Not written yet.</p>`}${late ? html`<p class="late">May be out of date: ${late.reason}</p>` : null}`
  })
}

function data({ version }: CardView): Markup {
  const { decision, signature } = version
  return html`<h2>${NARRATIVE_SECTIONS.length + 1} Data, inputs and outputs</h2>
<dl>
${fact('Dataset', version.dataset ?? 'none named')}
${fact('Training snapshot', version.trainingSnapshot ?? 'not named')}
${fact('Source', [version.sourceRun ? `run ${version.sourceRun}` : '', version.sourceCommit ? `commit ${version.sourceCommit}` : ''].filter(Boolean).join(', ') || 'not named')}
${fact('Features', version.features.join(', ') || 'none named')}
${fact('Decision', decision ? `${decision.output}${decision.class === undefined ? '' : `, class ${decision.class}`}${decision.threshold === undefined ? '' : `, positive from ${decision.threshold}`}` : 'none named')}
${fact('Inputs', signature?.inputs.map((tensor) => `${tensor.name} ${tensor.datatype} [${tensor.shape.join(', ')}]`).join('; ') ?? '–')}
${fact('Outputs', signature?.outputs.map((tensor) => `${tensor.name} ${tensor.datatype} [${tensor.shape.join(', ')}]`).join('; ') ?? '–')}
${fact('Operators', version.operators.join(', ') || '–')}
</dl>`
}

function gates(card: CardView): Markup {
  return html`<h2>Gates</h2>
<table><thead><tr><th>Gate</th><th>Verdict</th><th>Why</th></tr></thead><tbody>
${card.gates.map((gate) => html`<tr><th scope="row">${gate.name}</th><td>${GATE_WORDS[gate.state]}${gate.blocks ? ', blocks' : ''}</td><td>${gate.detail}</td></tr>`)}
</tbody></table>`
}

function evidenceTable(card: CardView): Markup {
  const rows = Object.entries(card.evidence)
  if (rows.length === 0) return html`<h2>What the numbers rest on</h2><p class="missing">No evidence yet.</p>`
  return html`<h2>What the numbers rest on</h2>
<table><thead><tr><th>Kind</th><th>Computed</th><th>Evidence</th><th>Digest</th></tr></thead><tbody>
${rows.map(([kind, held]) => html`<tr><th scope="row">${kind}</th><td>${day(held.createdAt)}</td><td><code>${held.evidenceId}</code></td><td><code>${held.digest}</code></td></tr>`)}
</tbody></table>`
}

/** The card as one page that prints: no script, no outside resource, every text from people and files escaped. */
export function renderCard(card: CardView): string {
  const title = `${card.model.name}, version ${card.version.version}`
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Model card: ${title}</title><style>${new Markup(CARD_STYLE)}</style></head>
<body><main>
<h1>${title}</h1>
<p class="answer">${answerOf(card)}</p>
${identity(card)}
${narrative(card)}
${data(card)}
${renderResults(card.evidence)}
${gates(card)}
${evidenceTable(card)}
</main><footer>Model card of ${title}${card.revision === null ? '' : `, revision ${card.revision}`}. Digests are SHA-256; evidence is immutable.</footer></body></html>`
    .text
}
