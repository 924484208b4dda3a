// Format, lint, types, dependency rules, unused code: every one at error level, and a floor under what they looked at.
import { spawn } from 'node:child_process'
import { ensureInstalled, childEnv, root, say } from './bootstrap.mjs'

const LEAST_MODULES = 400

function run(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env: childEnv({ FORCE_COLOR: '0' }), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', (error) => done({ code: 1, output: error.message }))
    child.once('close', (code) => done({ code, output }))
  })
}

/** A tool that silently reads nothing would pass everything. */
function fewModules(output) {
  const modules = Number(/(\d+) modules/.exec(output)?.[1] ?? 0)
  return modules >= LEAST_MODULES ? null : `dependency rules looked at ${modules} modules only; at least ${LEAST_MODULES} were expected`
}

const CHECKS = [
  { name: 'format', command: 'oxfmt', args: ['--check'] },
  { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  {
    name: 'dependency rules',
    command: 'depcruise',
    args: ['app', 'bench', 'components', 'drizzle', 'e2e', 'scripts', 'server', 'testing', 'workers', '--output-type', 'err'],
    also: fewModules,
  },
  { name: 'unused code', command: 'knip', args: ['--no-progress'] },
]

ensureInstalled()
let failed = 0
for (const check of CHECKS) {
  const started = Date.now()
  const { code, output } = await run(check.command, check.args)
  const complaint = code === 0 ? (check.also?.(output) ?? null) : output.trim()
  if (complaint !== null) {
    failed++
    say(`${complaint}\n`)
  }
  say(`${complaint === null ? 'ok  ' : 'FAIL'} ${check.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}
process.exit(failed === 0 ? 0 : 1)
