/** The second half of the page's script: what is checked, in the order in which it is shown; every fault names a file. */
export const VERIFIER_CHECKS = String.raw`
class Fault extends Error {
  constructor(file, sentence) {
    super(sentence)
    this.file = file
  }
}
const fault = (file, sentence) => {
  throw new Fault(file, sentence)
}
const must = (holds, file, sentence) => holds || fault(file, sentence)

const textFile = (files, path) => {
  const bytes = files.get(path) ?? fault(path, 'is missing')
  try {
    return textOf(bytes)
  } catch {
    return fault(path, 'is not UTF-8 text')
  }
}
const jsonFile = (files, path) => {
  const text = textFile(files, path)
  try {
    return JSON.parse(text)
  } catch {
    return fault(path, 'is not JSON')
  }
}

/** Everything that is not as it was packed. */
const changedFiles = async (files) => {
  const faults = []
  const said = (file, sentence) => faults.push({ file, sentence })
  const seal = /^([0-9a-f]{64})  manifest\.json\n$/.exec(textFile(files, 'manifest.sha256'))
  const manifestHex = hexOf(await sha256(files.get('manifest.json') ?? fault('manifest.json', 'is missing')))
  if (!seal) said('manifest.sha256', 'does not hold the digest of manifest.json')
  else if (seal[1] !== manifestHex) said('manifest.json', 'is not what manifest.sha256 names: one of the two was changed')
  const manifest = jsonFile(files, 'manifest.json')
  must(manifest.format === 'countersign-evidence-pack/1' && Array.isArray(manifest.files), 'manifest.json', 'is no manifest of an evidence pack')
  const listed = new Set(['manifest.json', 'manifest.sha256'])
  for (const { path, sha256: expected } of manifest.files) {
    listed.add(path)
    const bytes = files.get(path)
    if (!bytes) said(path, 'is missing')
    else if ('sha256:' + hexOf(await sha256(bytes)) !== expected) said(path, 'was changed: its bytes are not those that manifest.json names')
  }
  for (const path of files.keys()) if (!listed.has(path)) said(path, 'does not belong to the pack')
  return faults
}

const frozenSubject = async (files) => {
  const request = jsonFile(files, 'request.json')
  must((await digestOf(request.subject)) === request.subjectDigest, 'request.json', 'has a subject whose digest is not the one that it names')
  for (const one of jsonFile(files, 'decisions.json')) must(one.subjectDigest === request.subjectDigest, 'decisions.json', 'has a decision over another subject')
}

const evidenceHolds = async (files) => {
  for (const piece of jsonFile(files, 'request.json').subject.evidence) {
    const path = 'evidence-' + piece.kind + '.json'
    const { id, kind, inputs, parameters, kernelVersion, result, digest, subject } = jsonFile(files, path)
    const measured = await digestOf({ kind, inputs, parameters, kernelVersion, result, artifactDigest: subject.artifactDigest })
    must(id === piece.id && digest === piece.digest && measured === piece.digest, path, 'is not the evidence that the request froze')
  }
}

const rulesHold = async (files) => {
  const { subject } = jsonFile(files, 'request.json')
  const policy = jsonFile(files, 'policy.json')
  const judged = await digestOf(policy.document)
  must(policy.revision === subject.policyRevision && judged === policy.digest && judged === subject.policyDigest, 'policy.json', 'is not the policy that the request froze')
  if (subject.cardRevision === null) return
  const card = jsonFile(files, 'card.json')
  const written = await digestOf(card.narrative)
  const piece = subject.evidence.some((one) => one.kind === 'card') ? jsonFile(files, 'evidence-card.json') : fault('request.json', 'froze a card without its evidence')
  must(card.revision === subject.cardRevision && piece.inputs.some((input) => input.digest === written), 'card.json', 'is not the card that the request froze')
}

const signedLog = (files) => readCheckpoint(textFile(files, 'checkpoint.txt'), textFile(files, 'verifier-key.txt'))

const eventsLogged = async (files) => {
  const log = await signedLog(files)
  for (const event of jsonFile(files, 'events.json')) {
    const named = 'event ' + event.leafIndex
    const leaf = unbase64(event.leaf)
    const { id, at, actor, operation, subject, under, detail } = JSON.parse(textOf(leaf))
    const hashed = { id, at: Date.parse(at), actor: { kind: actor.kind, id: actor.id }, operation, subject, subjects: [...new Set([subject, ...under])], detail }
    const { kind, id: by } = event.actor
    const shown = { id: event.id, at: Date.parse(event.at), actor: { kind, id: by }, operation: event.operation, subject: event.subject, subjects: event.subjects, detail: event.detail }
    must(canonical(hashed) === canonical(shown), 'events.json', 'shows ' + named + ' otherwise than it was hashed')
    const root = await rootOf(await leafHash(leaf), event.leafIndex, log.size, event.hashes.map(unbase64))
    must(root !== null && same(root, log.root), 'events.json', 'has a proof of ' + named + ' that does not lead to the signed root')
  }
}

const one = (list, file, what) => (list.length === 1 ? list[0] : fault(file, 'does not have exactly one event that ' + what))

/** What the request, its decisions and its comments say against what the signed events say. */
const logAgrees = async (files) => {
  const request = jsonFile(files, 'request.json')
  const decisions = jsonFile(files, 'decisions.json')
  const comments = jsonFile(files, 'comments.json')
  const events = jsonFile(files, 'events.json')
  const about = (operation) => events.filter((event) => event.operation === operation && event.subject === 'request:' + request.id)
  const opened = one(about('open-request'), 'events.json', 'opened the request')
  must(opened.detail.subjectDigest === request.subjectDigest && opened.actor.id === request.openedBy.id, 'request.json', 'is not the request that was logged')
  must(canonical(opened.detail.gates) === canonical(request.gates.map((gate) => gate.name + ': ' + gate.state)), 'request.json', 'has gates in other states than were logged')
  const decided = about('decide')
  const takenBack = about('withdraw-request').length > 0
  const state = takenBack ? 'withdrawn' : (decided.at(-1)?.detail.requestState ?? 'open')
  must(request.state === state, 'request.json', 'is ' + request.state + ', but the log says ' + state)
  must(decided.length === decisions.length, 'decisions.json', 'has ' + decisions.length + ' decisions, the log ' + decided.length)
  for (const { actor, decision, subjectDigest } of decisions) {
    const event = one(decided.filter((held) => held.actor.id === actor.id), 'decisions.json', 'is the decision of ' + actor.name)
    must(event.detail.decision === decision && event.detail.subjectDigest === subjectDigest, 'decisions.json', 'has a decision of ' + actor.name + ' that was logged otherwise')
  }
  const shown = request.decisions.map((held) => [held.actor.id, held.decision, held.role, held.reason])
  must(canonical(shown) === canonical(decisions.map((held) => [held.actor.id, held.decision, held.role, held.reason])), 'request.json', 'lists other decisions than decisions.json')
  const said = about('add-comment')
  must(said.length === comments.length, 'comments.json', 'has ' + comments.length + ' comments, the log ' + said.length)
  for (const { id, body, author } of comments) {
    const event = one(said.filter((held) => held.detail.comment === id), 'comments.json', 'is comment ' + id)
    must(event.detail.digest === (await digestOf({ id, body })) && event.actor.id === author.id, 'comments.json', 'has a comment of ' + author.name + ' that was logged otherwise')
  }
  const granted = decided.map((event) => event.detail.grantId).filter(Boolean)
  must(canonical(granted) === canonical(request.grantId === undefined ? [] : [request.grantId]), 'request.json', 'names another grant than was logged')
  if (granted.length === 0) return
  const grant = jsonFile(files, 'grant.json')
  must(grant.id === granted[0] && grant.servingDigest === request.subject.servingDigest && grant.environment === request.environment, 'grant.json', 'is not the grant that was logged')
  const revoked = events.filter((event) => event.operation === 'revoke-grant' && event.subject === 'grant:' + grant.id)
  must((grant.revokedAt !== null) === (revoked.length > 0), 'grant.json', 'was revoked or not otherwise than was logged')
}

const CHECKS = [
  ['Every file is as it was packed', changedFiles],
  ['What was voted on has the digest that every decision names', frozenSubject],
  ['Each piece of evidence is the one that was frozen', evidenceHolds],
  ['Policy and card are the ones that were frozen', rulesHold],
  ['The checkpoint is signed by the key of the log', signedLog],
  ['Every event is in the signed log', eventsLogged],
  ['Request, decisions and comments are what the log says of them', logAgrees],
]

/** All checks over the files of a pack, by name: [{ title, faults: [{ file, sentence }] }]. */
const verifyPack = async (files) => {
  const results = []
  for (const [title, check] of CHECKS) {
    try {
      const found = await check(files)
      results.push({ title, faults: Array.isArray(found) ? found : [] })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotSupportedError') results.push({ title, faults: [{ file: '', sentence: 'This browser cannot check Ed25519 signatures: use a newer one.' }] })
      else results.push({ title, faults: [{ file: error.file ?? '', sentence: error instanceof Fault ? error.message : 'A file has not the form that it should have.' }] })
    }
  }
  return results
}
`
