import { VERIFIER_CHECKS } from './verifier-checks.ts'
import { VERIFIER_CRYPTO } from './verifier-crypto.ts'

const STYLE = `
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2.5rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.4rem; margin-bottom: .25rem }
label { display: block; font-weight: 600; margin-top: 1.5rem }
input { font: inherit; margin-top: .5rem; max-width: 100% }
#answer { font-size: 1.15rem; font-weight: 600; margin-top: 1.5rem }
ul { padding: 0; list-style: none }
li { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .5rem 0 }
li p { margin: 0 }
.ok::before { content: "Holds: "; color: light-dark(#166534, #86efac); font-weight: 600 }
.no::before { content: "Fails: "; color: light-dark(#b91c1c, #fca5a5); font-weight: 600 }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem }
dd { margin: 0 }
code { font-size: .9em }
`

const DISPLAY = String.raw`
const byId = (id) => document.getElementById(id)
const element = (tag, text, className) => {
  const made = document.createElement(tag)
  made.textContent = text
  if (className) made.className = className
  return made
}

/** The files of the folder that holds the manifest, by name; hidden ones are the system's own. */
const readFolder = async (list) => {
  const all = Array.from(list, (file) => ({ file, folder: file.webkitRelativePath.slice(0, -file.name.length) }))
  const manifests = all.filter(({ file }) => file.name === 'manifest.json')
  if (manifests.length !== 1) throw new Fault('manifest.json', manifests.length === 0 ? 'is not among these files' : 'is there more than once: choose one pack')
  const mine = all.filter(({ file, folder }) => folder === manifests[0].folder && !file.name.startsWith('.'))
  return new Map(await Promise.all(mine.map(async ({ file }) => [file.name, new Uint8Array(await file.arrayBuffer())])))
}

const show = (results) => {
  const failed = results.some(({ faults }) => faults.length > 0)
  byId('checks').replaceChildren(
    ...results.map(({ title, faults }) => {
      const item = document.createElement('li')
      item.append(element('p', title, faults.length === 0 ? 'ok' : 'no'))
      for (const { file, sentence } of faults) item.append(element('p', file ? file + ' ' + sentence + '.' : sentence))
      return item
    }),
  )
  const named = [...new Set(results.flatMap(({ faults }) => faults.map(({ file }) => file)).filter(Boolean))]
  byId('answer').textContent = failed ? 'This pack does not verify' + (named.length > 0 ? ': ' + named.join(', ') : '') + '.' : 'This pack verifies.'
}

const showFacts = async (files) => {
  const request = jsonFile(files, 'request.json')
  const log = await signedLog(files)
  const facts = [
    ['Subject', request.model + ' v' + request.version + ' for ' + request.environment],
    ['Request', request.id + ', ' + request.state],
    ['Subject digest', request.subjectDigest],
    ['Log', log.name + ', ' + log.size + ' entries'],
    ['Key of the log', log.key],
    ['Packed', jsonFile(files, 'manifest.json').generatedAt],
  ]
  byId('facts').replaceChildren(...facts.flatMap(([term, value]) => [element('dt', term), element('dd', value)]))
}

const take = async (event) => {
  byId('answer').textContent = 'Being verified.'
  byId('facts').replaceChildren()
  try {
    const files = await readFolder(event.target.files)
    const results = await verifyPack(files)
    show(results)
    if (results.every(({ faults }) => faults.length === 0)) await showFacts(files)
  } catch (error) {
    show([{ title: 'The folder is an evidence pack', faults: [{ file: error.file ?? '', sentence: error instanceof Fault ? error.message : 'These files could not be read.' }] }])
  }
}
for (const id of ['folder', 'files']) byId(id).addEventListener('change', (event) => void take(event))
`

/** `verify.html` of every pack: one page without any network, the same bytes in all of them. */
export const VERIFIER_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>Verify an evidence pack</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Verify an evidence pack</h1>
<p>Choose the folder that this page lies in. Everything is computed in this browser; nothing is sent anywhere.</p>
<label for="folder">The unpacked folder</label>
<input id="folder" type="file" webkitdirectory>
<label for="files">Or all of its files, where a browser opens no folders</label>
<input id="files" type="file" multiple>
<p id="answer" role="status"></p>
<ul id="checks"></ul>
<dl id="facts"></dl>
<h2>What this proves</h2>
<p>What was voted on, by whom, with which verdict, and each comment are bound to events of the signed log. Names of people, roles, the justification and the reasons of decisions are not in the log: for them the digests in <code>manifest.json</code> speak alone, and whoever can make a pack can write those. Each event shown is proven to be in the log; that none was left out is proven by the log as a whole, which the product's audit page hashes entry by entry.</p>
<p>The pack brings the key of the log with it. Compare it with the key that you have from elsewhere, such as an earlier pack or checkpoint: a forged log has another one. A copy of this page from another pack of the same release has the same bytes.</p>
</main>
<script>${VERIFIER_CRYPTO}${VERIFIER_CHECKS}${DISPLAY}</script>
</body>
</html>
`
