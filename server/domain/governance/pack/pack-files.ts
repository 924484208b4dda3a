import { digestOfBytes } from '#server/domain/kit/index.ts'
import type { Pack } from './gather-pack.ts'
import { VERIFIER_PAGE } from './verifier-page.ts'

export interface PackFile {
  path: string
  /** `sha256:<hex>` of the UTF-8 bytes. */
  sha256: string
  text: string
}

const digestOfText = (text: string): string => digestOfBytes(Buffer.from(text, 'utf8'))
const fileOf = (path: string, text: string): PackFile => ({ path, sha256: digestOfText(text), text })
const jsonFile = (path: string, value: unknown): PackFile => fileOf(path, `${JSON.stringify(value, null, 2)}\n`)

/** The files of a pack, side by side: the content, the page that verifies it, a manifest over both and the digest of that. */
export function packFiles(pack: Pack, generatedAt: string): PackFile[] {
  const { request, log } = pack
  const content = [
    jsonFile('request.json', request),
    ...pack.evidence.toSorted((a, b) => a.kind.localeCompare(b.kind)).map((piece) => jsonFile(`evidence-${piece.kind}.json`, piece)),
    ...(pack.card ? [jsonFile('card.json', pack.card)] : []),
    jsonFile('policy.json', pack.policy),
    jsonFile('decisions.json', pack.decisions),
    jsonFile('comments.json', pack.comments),
    ...(pack.grant ? [jsonFile('grant.json', pack.grant)] : []),
    jsonFile('events.json', log.events),
    fileOf('checkpoint.txt', log.note),
    fileOf('verifier-key.txt', `${log.verifierKey}\n`),
    fileOf('verify.html', VERIFIER_PAGE),
  ]
  const manifest = jsonFile('manifest.json', {
    format: 'countersign-evidence-pack/1',
    request: request.id,
    model: request.model,
    version: request.version,
    generatedAt,
    files: content.map(({ path, sha256, text }) => ({ path, sha256, bytes: Buffer.byteLength(text, 'utf8') })),
  })
  return [...content, manifest, fileOf('manifest.sha256', `${manifest.sha256.slice('sha256:'.length)}  manifest.json\n`)]
}
