import {
  Ban,
  Bookmark,
  Box,
  CircleStop,
  Database,
  FileCheck2,
  FileText,
  FileUp,
  Inbox,
  KeyRound,
  ListChecks,
  LogIn,
  MessageSquare,
  PencilLine,
  Rocket,
  ScanSearch,
  Signature,
  Tag,
  UserRound,
  Coins,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { AuditEventView } from '#server/contracts/ledger.ts'

interface Words {
  readonly icon: LucideIcon
  /** What was done, after the name of what it was done to: "approval requested for production". */
  readonly say: (detail: Record<string, unknown>) => ReactNode
}

const text = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(', ') : value === null || value === undefined ? '' : String(value))
/** A reason as the end of a sentence, whose full stop comes later. */
const after = (value: unknown): string => (text(value) === '' ? '' : `: ${text(value).replace(/\.$/, '')}`)
const told = (icon: LucideIcon, say: Words['say']): Words => ({ icon, say })

/** What each audited operation did, in words. */
const WORDS: Record<string, Words> = {
  'create-model': told(Box, (d) => `registered for ${text(d.purpose)}, ${text(d.exposure)}: ${text(d.riskTier)} risk`),
  'update-model': told(PencilLine, (d) => `${text(d.changed)} changed`),
  'create-version': told(Box, (d) => (d.dataset ? `registered on ${text(d.dataset)}` : 'registered')),
  'update-version': told(PencilLine, (d) => `${text(d.changed)} changed`),
  'put-artifact': told(FileUp, () => 'file received'),
  'record-intake': told(ScanSearch, (d) => (d.status === 'ready' ? 'passed intake' : `refused at intake${after(d.problem)}`)),
  'retire-version': told(CircleStop, (d) => `retired${after(d.reason)}`),
  'set-alias': told(Tag, (d) => `is now ${text(d.alias)}${d.previous ? ` instead of v${text(d.previous)}` : ''}`),
  'remove-alias': told(Tag, (d) => `alias ${text(d.alias)} removed`),
  'create-dataset': told(Database, () => 'declared'),
  'create-snapshot': told(Database, (d) => `${text(d.role)} snapshot announced`),
  'put-content': told(FileUp, () => 'rows received'),
  'record-inspection': told(ScanSearch, (d) =>
    d.status === 'ready' ? `read, ${Number(d.rows).toLocaleString('en-US')} rows` : `refused when read${after(d.problem)}`,
  ),
  'start-assessment': told(ListChecks, (d) => `assessment started${after(d.kinds)}`),
  'cancel-assessment': told(Ban, () => 'assessment cancelled'),
  'finish-assessment': told(ListChecks, () => 'assessment ended'),
  'record-evidence': told(FileCheck2, (d) => `${text(d.kind)} evidence recorded`),
  'update-card': told(FileText, (d) => `card revision ${text(d.revision)} written${d.complete ? ', complete' : ''}`),
  'open-request': told(Inbox, (d) => `approval requested for ${text(d.environment)}`),
  'add-comment': told(MessageSquare, () => 'comment added'),
  'withdraw-request': told(Inbox, (d) => `request withdrawn${after(d.reason)}`),
  decide: told(Signature, (d) => `${d.decision === 'approve' ? 'signed' : 'rejected'}${d.requestState === 'approved' ? '; approved, a grant was issued' : ''}`),
  'revoke-grant': told(Ban, (d) => `grant revoked${after(d.reason)}`),
  deploy: told(Rocket, (d) => `put live in ${text(d.environment)}`),
  'stop-deployment': told(CircleStop, (d) => `taken out of service${after(d.reason)}`),
  'update-deployment': told(PencilLine, (d) => `assessed by the ${text(d.windowSize)}`),
  'assess-windows': told(ListChecks, () => 'due windows assessed'),
  'record-labels': told(ListChecks, (d) => `${text(d.accepted)} labels accepted`),
  'publish-policy': told(FileText, () => 'published'),
  'set-price': told(Coins, (d) => `price set to ${text(d.amountPerHour)} ${text(d.currency)} an hour`),
  'set-budget': told(Coins, (d) =>
    d.amountPerMonth === null
      ? `budget ended from ${text(d.effectiveFrom)}`
      : `budget set to ${Number(d.amountPerMonth)} ${text(d.currency)} a month from ${text(d.effectiveFrom)}`,
  ),
  'sign-in': told(LogIn, () => 'signed in'),
  'revoke-session': told(LogIn, () => 'ended'),
  'create-user': told(UserRound, (d) => `account made with role ${text(d.role)}`),
  'create-service': told(UserRound, (d) => `service account made with role ${text(d.role)}`),
  'set-access': told(UserRound, (d) => (d.disabled ? 'disabled' : `now ${text(d.role)}${d.team ? ` in ${text(d.team)}` : ''}`)),
  'create-key': told(KeyRound, () => 'key made'),
  'create-my-key': told(KeyRound, () => 'key made'),
  'revoke-key': told(KeyRound, () => 'key revoked'),
  'save-view': told(Bookmark, (d) => `search of ${text(d.page)} saved`),
  'remove-view': told(Bookmark, (d) => `search of ${text(d.page)} removed`),
}

const unknown = (operation: string): Words => told(FileText, () => operation.replaceAll('-', ' '))

/** What an event is about, by the name a person knows: the version, the model or the dataset it lies under. */
export function eventTopic({ subject, subjects }: Pick<AuditEventView, 'subject' | 'subjects'>): { readonly label: string; readonly href: string | null } {
  const find = (kind: string) => subjects.find((name) => name.startsWith(`${kind}:`))?.slice(kind.length + 1)
  const [model, version] = (find('version') ?? '').split('/')
  if (model && version) return { label: `${model} v${version}`, href: `/models/${model}/versions/${version}` }
  const owner = find('model')
  if (owner) return { label: owner, href: `/models/${owner}` }
  const dataset = find('dataset')
  if (dataset) return { label: dataset, href: `/datasets/${dataset}` }
  const [kind = '', name = ''] = subject.split(/:(.*)/s)
  if (kind === 'policy') return { label: `Policy revision ${name}`, href: '/policies' }
  if (kind === 'budget') return { label: name === 'all' ? 'All models' : name.replace('team/', 'Team '), href: '/costs' }
  return { label: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${name.length > 20 ? name.slice(0, 8) : name}`, href: null }
}

/** What happened, without whom and to what: "grant revoked: disparate impact below 0.80". */
export const eventSentence = (event: Pick<AuditEventView, 'operation' | 'detail'>): ReactNode =>
  (WORDS[event.operation] ?? unknown(event.operation)).say(event.detail)

export function EventIcon({ operation }: { readonly operation: string }) {
  const { icon: Icon } = WORDS[operation] ?? unknown(operation)
  return <Icon aria-hidden />
}

/** What a person who is answerable for models wants to hear of without asking. */
const NEWS = new Set([
  'create-model',
  'open-request',
  'decide',
  'withdraw-request',
  'revoke-grant',
  'deploy',
  'stop-deployment',
  'publish-policy',
  'retire-version',
  'set-access',
])

export const isNews = ({ operation, detail }: Pick<AuditEventView, 'operation' | 'detail'>): boolean =>
  NEWS.has(operation) || ((operation === 'record-intake' || operation === 'record-inspection') && detail.status === 'failed')
